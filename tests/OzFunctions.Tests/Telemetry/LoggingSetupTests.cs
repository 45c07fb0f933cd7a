using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OzFunctions.Web.Telemetry;

namespace OzFunctions.Tests.Telemetry;

/// <summary>What reaches a provider of the log, whatever the settings say.</summary>
public sealed class LoggingSetupTests
{
    private static readonly string[] LoggersOfUrls =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Server.Kestrel.Connections", "System.Net.Http.HttpClient.OtlpTraceExporter.LogicalHandler", "Azure.Core",
    ];

    [Theory]
    [InlineData("LogLevel:Default")]
    [InlineData("LogLevel:Microsoft.AspNetCore")]
    [InlineData("LogLevel:Microsoft.AspNetCore.Hosting")]
    [InlineData("LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics")]
    [InlineData("LogLevel:*Diagnostics")]
    [InlineData("LogLevel:System.Net.Http.HttpClient")]
    [InlineData("LogLevel:Azure.Core")]
    [InlineData("InMemory:LogLevel:Default")]
    [InlineData("InMemory:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics")]
    [InlineData("InMemory:LogLevel:System.Net.Http.HttpClient.OtlpTraceExporter.LogicalHandler")]
    [InlineData("InMemory:LogLevel:Azure.Core")]
    public void LoggerOfUrls_WithASettingOfTrace_LogsWarningsAndErrorsOnly(string setting) => Assert.All(
        LoggersOfUrls, category => Assert.Equal(["Warning", "Error", "Critical"], Logged(category, (setting, "Trace"))));

    [Theory]
    [InlineData("LogLevel:Microsoft")]
    [InlineData("InMemory:LogLevel:Default")]
    public void LoggerOfUrls_WithASettingOfError_LogsNoWarnings(string setting) =>
        Assert.Equal(["Error", "Critical"], Logged(LoggersOfUrls[0], (setting, "Error")));

    [Theory]
    [InlineData("LogLevel:Default", "Debug")]
    [InlineData("InMemory:LogLevel:OzFunctions", "Debug")]
    [InlineData("LogLevel:Microsoft", "Information")]
    public void OwnLogger_LogsAsTheSettingsSay(string setting, string least) =>
        Assert.Equal(least, Logged("OzFunctions.Web.Oz", (setting, "Debug"))[0]);

    [Fact]
    public void Filter_OfAnother_StaysInForce() => Assert.Empty(Logged("OzFunctions.Web.Oz", ("LogLevel:Default", "Trace"), static logging => logging.AddFilter("OzFunctions", static _ => false)));

    // The names of the levels that reach the provider.
    private static IReadOnlyList<string> Logged(string category, (string Name, string Level) setting, Action<ILoggingBuilder>? more = null)
    {
        var log = new LogInMemory(LogLevel.Trace);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(setting.Name, (string?)setting.Level)]).Build();
        using var provider = new ServiceCollection().AddLogging(logging =>
        {
            logging.WithoutRequests().AddConfiguration(configuration).AddProvider(log);
            more?.Invoke(logging);
        }).BuildServiceProvider();
        var logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger(category);
        foreach (var level in Enum.GetValues<LogLevel>().Where(static level => level is not LogLevel.None))
        {
            logger.Log(level, default, level, null, static (level, _) => $"{level}");
        }

        return log.Lines;
    }
}
