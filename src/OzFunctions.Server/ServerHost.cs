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

/// <summary>The processor as a plain ASP.NET Core server: for local runs, tests, containers and on-premises.</summary>
internal static class ServerHost
{
    /// <summary>The exit code of a server that stopped because a part of it failed: <c>EX_SOFTWARE</c> of <c>sysexits.h</c>.</summary>
    public const int ServiceFailed = 70;

    private const string DefaultUrl = "http://localhost:7071";

    // Headers come in a packet or two; who takes longer wants a connection and no answer.
    private static readonly TimeSpan HeadersPatience = TimeSpan.FromSeconds(10);

    /// <summary>Runs the server until it is told to stop.</summary>
    /// <param name="args">The command line: settings as <c>--Section:Name=value</c>.</param>
    /// <returns>The exit code, once everything that was started has stopped: 0, or <see cref="ServiceFailed"/>.</returns>
    /// <exception cref="StartupException">It cannot start; the message says what to do.</exception>
    /// <exception cref="OptionsValidationException">A setting is wrong; the message names it.</exception>
    public static async Task<int> RunAsync(string[] args)
    {
        var started = false;
        var builder = CreateBuilder(args, () => started);
        await using var app = Build(builder);
        ListenAddresses.CheckDevelopment(app);

        // Its stop comes last, when nobody writes any more.
        await using var azurite = await LocalStorage.StartWhereWantedAsync(builder.Configuration, builder.Environment, progress => StartLog.Emulator(app.Logger, progress), CancellationToken.None);

        // The first requests to storage take long, so the routes are made meanwhile. Nobody listens before both are done.
        var storage = Task.Run(() => ReachStorageAsync(app, CancellationToken.None));
        app.UseStatusCodePages();
        app.MapOzFunctions();
        await storage;
        await StartAsync(app);
        started = true;
        Greeting.Print(app);
        await app.WaitForShutdownAsync();

        // The host stops where a part of it failed, and calls that a success: a supervisor would not start it again.
        return app.Services.GetServices<IHostedService>().OfType<ServingService>().Any(static service => service.HasFailed) ? ServiceFailed : 0;
    }

    private static WebApplicationBuilder CreateBuilder(string[] args, Func<bool> hasStarted)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = HeadersPatience;
        });

        builder.Logging.WithoutRequests().AddOzConsole(builder.Environment);

        // What keeps the host from starting is told in one sentence; the host itself would print a stack before it.
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
        services.AddOzStorage(builder.Configuration).AddOzWeb().AddProblemDetails();
        services.AddOzTelemetry(builder.Configuration, static telemetry => telemetry.WithTracing(static tracing => tracing.AddAspNetCoreInstrumentation()));
        services.AddSingleton<KeyGuard>();
        services.AddWorkConsumers();
        services.AddSchedules();
        if (!builder.Environment.IsDevelopment())
        {
            services.AddSingleton<IValidateOptions<KeyOptions>, ValidateKeyOptions>();
        }

        var app = builder.Build();

        // Before anything is made of the settings, which would stop at the first that is wrong.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        return app;
    }

    private static async Task ReachStorageAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.Services.GetRequiredService<IStorageHealth>().ReachAsync(cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            throw new StartupException(
                $"The storage account that {StorageExtensions.AccountSetting} names cannot be reached or refuses us ({e.InnerException?.GetBaseException().GetType().Name}): check the address, the network and the access rights.", e);
        }
    }

    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException e)
        {
            throw new StartupException($"{e.Message.TrimEnd('.')}: stop what listens there, or choose another address with --urls.", e);
        }
    }
}
