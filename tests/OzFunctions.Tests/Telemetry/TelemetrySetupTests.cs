using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using OzFunctions.Core.Telemetry;
using OzFunctions.Tests.Downstream;
using OzFunctions.Web.Telemetry;

namespace OzFunctions.Tests.Telemetry;

/// <summary>The data that a real collector receives with OpenTelemetry's own settings.</summary>
public sealed class TelemetrySetupTests
{
    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "", "/v1/logs /v1/metrics /v1/traces")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "/base/", "/base/v1/logs /base/v1/metrics /base/v1/traces")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "/mine", "/mine")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "/v1/metrics", "/v1/metrics")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "/v1/logs", "/v1/logs")]
    public async Task Signals_GoWhereTheirEndpointIs(string name, string path, string expected) =>
        Assert.Equal(expected, Paths(await SendAsync(url => [(name, url + path)])));

    [Fact]
    public async Task Exporter_None_SendsNothingOfItsSignal() => Assert.Equal(
        "/v1/logs /v1/traces", Paths(await SendAsync(static url => [("OTEL_EXPORTER_OTLP_ENDPOINT", url), ("OTEL_METRICS_EXPORTER", "none")])));

    [Fact]
    public async Task Sdk_Disabled_SendsNothing() =>
        Assert.Empty(await SendAsync(static url => [("OTEL_EXPORTER_OTLP_ENDPOINT", url), ("OTEL_SDK_DISABLED", "True")]));

    [Fact]
    public async Task Headers_OfASignal_CountBeforeTheGeneralOnes()
    {
        var received = await SendAsync(static url =>
            [("OTEL_EXPORTER_OTLP_ENDPOINT", url), ("OTEL_EXPORTER_OTLP_HEADERS", "api-key=all"), ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "api-key=tr%20aces")]);

        Assert.NotEmpty(received);
        Assert.All(received, static one => Assert.Equal(one.Path == "/v1/traces" ? "tr aces" : "all", one.Headers["api-key"]));
    }

    [Theory]
    [InlineData(null, null, "service.name OzFunctions")]
    [InlineData("bank-hooks", null, "service.name bank-hooks")]
    [InlineData(null, "service.name=bank%2Dhooks,tier=edge", "service.name bank-hooks tier edge")]
    [InlineData("by-name", "service.name=by-attribute", "service.name by-name")]
    public async Task Service_IsNamedAsTheSettingsSay(string? name, string? attributes, string expected)
    {
        var received = await SendAsync(url => [("OTEL_EXPORTER_OTLP_ENDPOINT", url), ("OTEL_SERVICE_NAME", name), ("OTEL_RESOURCE_ATTRIBUTES", attributes)]);

        Assert.NotEmpty(received);
        Assert.All(received, one =>
        {
            var text = Encoding.Latin1.GetString(one.Body);
            Assert.All(expected.Split(' '), part => Assert.Contains(part, text, StringComparison.Ordinal));
            Assert.DoesNotContain("by-attribute", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Name_ThatAHeadGives_CountsBeforeOursAndBehindTheSettings()
    {
        var byHead = await SendAsync(static url => [("OTEL_EXPORTER_OTLP_ENDPOINT", url)], "from-head");
        var bySettings = await SendAsync(static url => [("OTEL_EXPORTER_OTLP_ENDPOINT", url), ("OTEL_SERVICE_NAME", "from-settings")], "from-head");

        Assert.NotEmpty(byHead);
        Assert.NotEmpty(bySettings);
        Assert.All(byHead, static one => Assert.Contains("from-head", Encoding.Latin1.GetString(one.Body), StringComparison.Ordinal));
        Assert.All(bySettings, static one => Assert.Contains("from-settings", Encoding.Latin1.GetString(one.Body), StringComparison.Ordinal));
        Assert.All(bySettings, static one => Assert.DoesNotContain("from-head", Encoding.Latin1.GetString(one.Body), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("TRACES", "http://localhost:4317/")]
    [InlineData("METRICS", "http://localhost:4318/v1/metrics")]
    public void Exporter_Otlp_WithoutAnEndpoint_SendsToTheDefault(string signal, string expected) => Assert.Equal(
        expected,
        $"{OtlpTarget.Of(Configuration([($"OTEL_{signal}_EXPORTER", "otlp"), ("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "http/protobuf")]), signal)!.Endpoint}");

    [Fact]
    public void Setting_ThatCannotBeRead_StopsTheStart() => Assert.Equal(
        "OTEL_SDK_DISABLED is not one of true, false.",
        Assert.Throws<OptionsValidationException>(static () => new ServiceCollection().AddOzTelemetry(Configuration([("OTEL_SDK_DISABLED", "yes")]), static _ => { })).Message);

    private static string Paths(IEnumerable<Received> received) => string.Join(' ', received.Select(static one => one.Path).Distinct().Order(StringComparer.Ordinal));

    private static IConfiguration Configuration(IEnumerable<(string Name, string? Value)> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create(setting.Name, setting.Value))).Build();

    // Sends one of each signal, and returns when all are sent.
    private static async Task<IReadOnlyList<Received>> SendAsync(Func<string, IEnumerable<(string Name, string? Value)>> settings, string? head = null)
    {
        await using var collector = await Sink.StartAsync();
        var configuration = Configuration(settings(collector.Url.GetLeftPart(UriPartial.Authority)).Append(("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")));
        var services = new ServiceCollection().AddLogging().AddMetrics().AddSingleton(configuration);
        services.AddOzTelemetry(configuration, builder => builder.ConfigureResource(resource => _ = head is null ? resource : resource.AddService(head)));
        await using (var provider = services.BuildServiceProvider())
        {
            var (traces, metrics) = (provider.GetService<TracerProvider>(), provider.GetService<MeterProvider>());
            new OzMetrics(provider.GetRequiredService<IMeterFactory>()).Drifted();
            OzActivities.Source.StartActivity("tested", ActivityKind.Internal)?.Dispose();
            provider.GetRequiredService<ILogger<TelemetrySetupTests>>().Log(LogLevel.Warning, default, "tested", null, static (text, _) => text);
            Assert.True(traces?.ForceFlush() is not false && metrics?.ForceFlush() is not false && provider.GetService<LoggerProvider>()?.ForceFlush() is not false);
        }

        return [.. collector.All];
    }
}
