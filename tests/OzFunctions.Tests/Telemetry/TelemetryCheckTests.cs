using Microsoft.Extensions.Configuration;
using OzFunctions.Web.Telemetry;

namespace OzFunctions.Tests.Telemetry;

/// <summary>Invalid telemetry settings are reported by name, without their values.</summary>
public sealed class TelemetryCheckTests
{
    private const string Connection = "InstrumentationKey=00000000-0000-0000-0000-000000004711;IngestionEndpoint=https://insights.example/";

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "not a url")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "/v1/traces")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "ftp://collector/4711")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "http://")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318\n")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "1")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "api-key 4711")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_HEADERS", "=4711")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "api-key=47%1")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "api-key=4711%0D%0Ax:1")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT", "10s")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", "0")]
    [InlineData("OTEL_EXPORTER_OTLP_COMPRESSION", "zip")]
    [InlineData("OTEL_EXPORTER_OTLP_CERTIFICATE", "/nowhere/4711.pem")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "1")]
    [InlineData("OTEL_TRACES_EXPORTER", "zipkin")]
    [InlineData("OTEL_METRICS_EXPORTER", "prometheus")]
    [InlineData("OTEL_LOGS_EXPORTER", "console")]
    [InlineData("OTEL_SDK_DISABLED", "1")]
    [InlineData("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment")]
    [InlineData("OTEL_RESOURCE_ATTRIBUTES", "a=b,=c")]
    [InlineData("OTEL_TRACES_SAMPLER", "sometimes")]
    [InlineData("OTEL_TRACES_SAMPLER_ARG", "half")]
    [InlineData("OTEL_BSP_SCHEDULE_DELAY", "5 s")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "-1")]
    [InlineData("OTEL_SPAN_LINK_COUNT_LIMIT", "many")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "garbage-4711")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=garbage-4711")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "IngestionEndpoint=https://insights.example/")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=00000000-0000-0000-0000-000000004711;IngestionEndpoint=nowhere")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=00000000-0000-0000-0000-000000004711;;IngestionEndpoint=https://insights.example/")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=00000000-0000-0000-0000-000000004711;InstrumentationKey=00000000-0000-0000-0000-000000004711")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", Connection + "\n")]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "garbage-4711")]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "ClientId=4711")]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "Authorization=Basic")]
    [InlineData("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "true")]
    [InlineData("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "True")]
    [InlineData("Logging:LogLevel:Default", "2")]
    [InlineData("Logging:LogLevel:OzFunctions", "Verbose")]
    [InlineData("Logging:Console:LogLevel:Default", "loud")]
    public void Setting_ThatCannotBeRead_IsNamedAndNotShown(string name, string value)
    {
        var problem = Assert.Single(Problems((name, value)));

        Assert.StartsWith($"{name} ", problem, StringComparison.Ordinal);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector.example:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "api-key=47%2C11,tenant=bank")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT", "2500")]
    [InlineData("OTEL_LOGS_EXPORTER", "none")]
    [InlineData("OTEL_SDK_DISABLED", "TRUE")]
    [InlineData("OTEL_TRACES_SAMPLER", "parentbased_traceidratio")]
    [InlineData("OTEL_TRACES_SAMPLER_ARG", "0.25")]
    [InlineData("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=test,service.namespace=b%20k")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", Connection)]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", Connection + ";")]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "Authorization=AAD")]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "ClientId=4711;Authorization=AAD")]
    [InlineData("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "false")]
    [InlineData("Logging:LogLevel:Default", "debug")]
    [InlineData("Logging:LogLevel:Microsoft", "None")]
    public void Setting_ThatCanBeRead_IsTaken(string name, string value) => Assert.Empty(Problems((name, value)));

    [Theory]
    [InlineData("traceidratio", "1.5")]
    [InlineData("ParentBased_TraceIdRatio", "25")]
    [InlineData("microsoft.fixed_percentage", "25")]
    public void Share_AboveOne_IsNamed(string sampler, string share)
    {
        var problem = Assert.Single(Problems(("OTEL_TRACES_SAMPLER", sampler), ("OTEL_TRACES_SAMPLER_ARG", share)));

        Assert.StartsWith("OTEL_TRACES_SAMPLER_ARG is more than 1.", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("traceidratio", "1")]
    [InlineData("parentbased_traceidratio", "0")]
    [InlineData("microsoft.rate_limited", "5")]
    public void SamplerArgument_InItsRange_IsTaken(string sampler, string argument) =>
        Assert.Empty(Problems(("OTEL_TRACES_SAMPLER", sampler), ("OTEL_TRACES_SAMPLER_ARG", argument)));

    [Fact]
    public void Settings_ThatCannotBeRead_AreAllNamed() => Assert.Equal(2, Problems(("OTEL_EXPORTER_OTLP_ENDPOINT", "x"), ("OTEL_SDK_DISABLED", "x")).Count);

    private static List<string> Problems(params (string Name, string Value)[] settings) => [.. TelemetryCheck.FindProblems(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build())];
}
