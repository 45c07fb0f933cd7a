using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Trace;
using OzFunctions.Core;
using OzFunctions.Core.Health;
using OzFunctions.Server.Logging;
using OzFunctions.Server.Schedules;
using OzFunctions.Server.Work;
using OzFunctions.Storage;
using OzFunctions.Web;
using OzFunctions.Web.Keys;
using OzFunctions.Web.Telemetry;

namespace OzFunctions.Server;

/// <summary>The ASP.NET Core server: for local use, tests, containers and on-premises.</summary>
internal static class ServerHost
{
    /// <summary>The exit code after a part of the server failed: <c>EX_SOFTWARE</c> of <c>sysexits.h</c>.</summary>
    public const int ServiceFailed = 70;

    private const string DefaultUrl = "http://localhost:7071";

    // Headers arrive in one or two packets. A client that takes longer only occupies a connection.
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Runs the server until it is stopped.</summary>
    /// <param name="args">The command line: settings as <c>--Section:Name=value</c>.</param>
    /// <returns>The exit code, once everything that was started has stopped: 0, or <see cref="ServiceFailed"/>.</returns>
    /// <exception cref="StartupException">The server cannot start; the message says what to do.</exception>
    /// <exception cref="OptionsValidationException">A setting is wrong; the message names it.</exception>
    public static async Task<int> RunAsync(string[] args)
    {
        var started = false;
        var builder = CreateBuilder(args, () => started);
        await using var app = Build(builder);
        ListenAddresses.Check(app);

        // Disposed last, after everything that writes to it has stopped.
        await using var azurite = await LocalStorage.StartWhereWantedAsync(builder.Configuration, builder.Environment, progress => StartLog.Emulator(app.Logger, progress), CancellationToken.None);

        // The first requests to storage take long, so the routes are mapped at the same time. The server listens when both are done.
        var storage = Task.Run(() => ReachStorageAsync(app));
        app.UseStatusCodePages();
        app.MapOzFunctions();
        await storage;
        await StartAsync(app);
        started = true;
        Greeting.Print(app);
        await app.WaitForShutdownAsync();

        // When a part of it fails, the host stops with the exit code of success, and a supervisor would not restart it.
        return app.Services.GetServices<IHostedService>().OfType<ServingService>().Any(static service => service.HasFailed) ? ServiceFailed : 0;
    }

    // Errors of routes have their codes already.
    private static void AddCode(ProblemDetailsContext context)
    {
        if (context.ProblemDetails.Status is StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed)
        {
            context.ProblemDetails.Extensions.TryAdd("code", context.ProblemDetails.Status is StatusCodes.Status404NotFound ? "no_such_route" : "method_not_allowed");
        }
    }

    private static WebApplicationBuilder CreateBuilder(string[] args, Func<bool> hasStarted)
    {
        // Settings are read at the start only. Watching their files takes an inotify instance, and hosts of containers run out of these.
        var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        });

        builder.Logging.WithoutRequests().AddOzConsole(builder.Environment);

        // A failed start is reported in one sentence. Without this filter, the host would print a stack trace first.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= LogLevel.Information && hasStarted());

        if (builder.Configuration["urls"] is null)
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        if (builder.Environment.IsDevelopment() && !builder.Configuration.GetSection(StorageExtensions.AccountSetting).Exists())
        {
            builder.Configuration[StorageExtensions.AccountSetting] = LocalStorage.Emulator;
        }

        return builder;
    }

    private static WebApplication Build(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOzStorage(builder.Configuration, builder.Environment.IsDevelopment()).AddOzWeb().AddProblemDetails(static problems => problems.CustomizeProblemDetails = AddCode);
        services.AddOzTelemetry(builder.Configuration, static telemetry => telemetry.WithTracing(static tracing => tracing.AddAspNetCoreInstrumentation()));
        services.AddSingleton<KeyGuard>();
        services.AddWorkConsumers();
        services.AddSchedules();
        if (!builder.Environment.IsDevelopment())
        {
            services.AddSingleton<IValidateOptions<KeyOptions>, ValidateKeyOptions>();
        }

        var app = builder.Build();

        // Validate all settings before any is used, because the first use would report only one problem.
        app.Services.GetRequiredService<IStartupValidator>().Validate();

        // Throws where the settings of the storage account are wrong.
        app.Services.GetRequiredService<IStorageHealth>();
        return app;
    }

    private static async Task ReachStorageAsync(WebApplication app)
    {
        try
        {
            await app.Services.GetRequiredService<IStorageHealth>().ReachAsync(CancellationToken.None);
        }
        catch (StoreUnavailableException e)
        {
            throw new StartupException(
                $"The storage account in {StorageExtensions.AccountSetting} cannot be reached, denies access or does not answer as a storage account does ({e.InnerException?.GetBaseException().GetType().Name}). Check the address, the network and the access rights.", e);
        }
    }

    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception e) when (ListenAddresses.ProblemOf(e) is { } problem)
        {
            throw new StartupException(problem, e);
        }
    }
}
