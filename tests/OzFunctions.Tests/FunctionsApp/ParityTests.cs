using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OzFunctions.Core.Work;
using OzFunctions.Server;
using OzFunctions.Storage;
using OzFunctions.Web;
using OzFunctions.Web.Keys;
using OzFunctions.Web.Operations;
using OzFunctions.Web.Schedules;
using OzFunctions.Web.Telemetry;
using OzFunctions.Web.Work;

namespace OzFunctions.Tests.FunctionsApp;

/// <summary>Both heads serve the operations of the table: the Functions app's source and the server's endpoints are compared with it.</summary>
public sealed class ParityTests
{
    private static readonly IReadOnlyList<FunctionSource> Http = [.. FunctionSource.All.Where(static function => function.Kind == "HttpTrigger")];

    [Fact]
    public void Functions_HaveTheRoutesMethodsAndKeysOfTheTable()
    {
        var functions = Http.Select(static function => $"{function.Route} {string.Join(',', function.Methods)} {function.Level} {(function.AsksForAdminKey ? "admin" : "")}");

        var table = OperationTable.All.Select(static operation =>
            $"{operation.Route} {string.Join(',', operation.Methods)} {(operation.Level is KeyLevel.Anonymous ? "Anonymous" : "Function")} {(operation.Level is KeyLevel.Admin ? "admin" : "")}");

        Assert.Equal(table.Order(StringComparer.Ordinal), functions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Server_HasTheRoutesMethodsAndKeysOfTheTable()
    {
        var served = (await ServedAsync()).Select(static route => $"{route.Pattern} {string.Join(',', route.Methods)} {route.Level}");

        Assert.Equal(OperationTable.All.Select(static operation => $"{operation.Route} {string.Join(',', operation.Methods)} {operation.Level}"), served);
    }

    [Fact]
    public void Routes_AreAllServed() => Assert.Equal(
        typeof(Routes).GetFields().Where(static field => field.Name != nameof(Routes.Prefix)).Select(static field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal),
        Http.Select(static function => function.Route).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Requests_AreCheckedAgainstTheParametersOfTheirOwnRoute()
    {
        Assert.NotEmpty(Http);
        Assert.All(Http, static function =>
        {
            Assert.Equal(function.Route, function.CheckedRoute);
            Assert.NotNull(OperationTable.QueryOf(function.Route));
        });
    }

    [Fact]
    public void Names_AreEachOfOneFunction()
    {
        Assert.Equal(FunctionSource.All.Count, FunctionSource.All.Select(static function => function.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(FunctionSource.All, static function => Assert.Equal(function.Method.Identifier.Text, function.Name));
    }

    [Fact]
    public async Task FunctionDependencies_AreRegistered()
    {
        await using var app = Server();
        var known = new[] { typeof(Routes).Assembly, typeof(Core.Work.WorkItem).Assembly }.SelectMany(static assembly => assembly.GetExportedTypes()).ToLookup(static type => type.Name);

        Assert.All(FunctionSource.Needs, name => Assert.NotNull(app.Services.GetService(Assert.Single(known[name]))));
    }

    [Fact]
    public void RequestLog_IsDisabledInTheFunctionsAppToo() => Assert.Contains(
        $"builder.Logging.{nameof(LoggingSetup.WithoutRequests)}()", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "FunctionsApp", "Program.cs")), StringComparison.Ordinal);

    [Fact]
    public void Functions_AreAwaited() => Assert.DoesNotContain(FunctionSource.All, static function => function.IsAsyncVoid);

    [Fact]
    public void Schedules_ComeFromSettingsThatTheSampleHolds()
    {
        var timers = FunctionSource.All.Where(static function => function.Kind == "TimerTrigger").ToList();

        Assert.NotEmpty(timers);
        Assert.All(timers, static timer =>
        {
            Assert.False(timer.RunsOnStartup);
            Assert.Matches("^%[A-Za-z:]+%$", timer.Source);
            Assert.Contains(timer.Source.Trim('%').Replace(":", "__", StringComparison.Ordinal), SampleSettings.All.Keys);
        });
        Assert.Equal(timers.Select(static timer => timer.Source.Trim('%')).Order(StringComparer.Ordinal), HostSchedules.Examples.Keys.Order(StringComparer.Ordinal));
        Assert.Contains($"AddSingleton<{nameof(HostSchedules)}>()", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "FunctionsApp", "Program.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public void Head_IsServedWhereverGetIs() => Assert.All(
        Http, static function => Assert.Equal(function.Methods.Contains("GET"), function.Methods.Contains("HEAD")));

    [Fact]
    public void Queues_AreThoseThatTheServerConsumes() => Assert.Equal(
        Enum.GetValues<WorkQueueName>().Select(QueueNames.Of),
        FunctionSource.All.Where(static function => function.Kind == "QueueTrigger").Select(static function => function.Source));

    [Fact]
    public void HostSettings_AreWhatTheProcessorNeeds()
    {
        var host = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "FunctionsApp", "host.json")))!;

        Assert.Equal(("2.0", "OpenTelemetry"), ((string?)host["version"], (string?)host["telemetryMode"]));
        Assert.Equal(Routes.Prefix, $"/{host["extensions"]!["http"]!["routePrefix"]}");
        Assert.Equal(("base64", HostMessages.MaxDeliveries), ((string?)host["extensions"]!["queues"]!["messageEncoding"], (long)host["extensions"]!["queues"]!["maxDequeueCount"]!));

        // Otherwise the message about a wrong setting would be dropped, and another instance would check a schedule's lock only once a minute.
        Assert.Equal("Information", (string?)host["logging"]!["logLevel"]!["Host.Function.Console"]);
        Assert.Equal("00:00:30", (string?)host["singleton"]!["listenerLockRecoveryPollingInterval"]);
    }

    // The builder of the worker passes the command line on only after it has added the files of settings. A variable with the prefix is read before.
    [Fact]
    public void SettingsFiles_AreNotWatched()
    {
        var program = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "FunctionsApp", "Program.cs"));

        var variable = program.IndexOf("SetEnvironmentVariable(\"DOTNET_hostBuilder__reloadConfigOnChange\", \"false\")", StringComparison.Ordinal);
        Assert.InRange(variable, 0, program.IndexOf("CreateBuilder", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SampleSettings_AreTakenAsTheyAre()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = SampleSettings.All["AZURE_FUNCTIONS_ENVIRONMENT"] });
        builder.Configuration.AddInMemoryCollection(SampleSettings.All.Select(static setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)));
        builder.Services.AddOzStorage(builder.Configuration, isDevelopment: true).AddOzWeb();
        await using var app = builder.Build();

        app.Services.GetRequiredService<Microsoft.Extensions.Options.IStartupValidator>().Validate();
    }

    private static WebApplication Server()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration[StorageExtensions.AccountSetting] = "UseDevelopmentStorage=true";
        builder.Services.AddOzStorage(builder.Configuration, isDevelopment: false).AddOzWeb().AddSingleton<KeyGuard>();
        return builder.Build();
    }

    /// <summary>The operations of the server, without HEAD, which adds nothing to GET, and without the probes of the webhook route, which do nothing.</summary>
    internal static async Task<IEnumerable<(string Method, string Pattern, KeyLevel Level)>> OperationsAsync() => (await ServedAsync())
        .SelectMany(static route => route.Methods.Select(method => (method, route.Pattern, route.Level)))
        .Where(static served => served.method is not ("HEAD" or "OPTIONS") && (served.method != "GET" || served.Pattern != Routes.OzWebhooks));

    /// <summary>The server's own list of endpoints.</summary>
    internal static async Task<IReadOnlyList<(string Pattern, IReadOnlyList<string> Methods, KeyLevel Level)>> ServedAsync()
    {
        await using var app = Server();
        app.MapOzFunctions();

        return
        [
            .. ((IEndpointRouteBuilder)app).DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>().Select(static endpoint => (
                endpoint.RoutePattern.RawText![(Routes.Prefix.Length + 1)..],
                endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods,
                endpoint.Metadata.OfType<KeyLevel>().Single())),
        ];
    }
}
