using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using OzFunctions.Web.Settings;

namespace OzFunctions.Web.Telemetry;

/// <summary>
/// Validates the settings of telemetry and logging, whose names and formats others define. The SDKs ignore a malformed value or throw during start-up; neither
/// gives operators a clear message.
/// </summary>
internal static class TelemetryCheck
{
    private const string Sampler = "OTEL_TRACES_SAMPLER";
    private const string SamplerArgument = "OTEL_TRACES_SAMPLER_ARG";

    private static readonly string[] Switch = ["true", "false"];
    private static readonly string[] Compressions = ["none", "gzip"];
    private static readonly string[] Temporalities = ["cumulative", "delta", "lowmemory"];
    private static readonly string[] Samplers =
    [
        "always_on", "always_off", "traceidratio", "parentbased_always_on", "parentbased_always_off", "parentbased_traceidratio",
        "microsoft.fixed_percentage", "microsoft.rate_limited",
    ];

    // Their argument is the share of traces that are kept. That of rate_limited is a number of traces per second.
    private static readonly string[] SamplersOfAShare = ["traceidratio", "parentbased_traceidratio", "microsoft.fixed_percentage"];

    // Milliseconds and sizes.
    private static readonly string[] Numbers =
    [
        "OTEL_METRIC_EXPORT_INTERVAL", "OTEL_METRIC_EXPORT_TIMEOUT", "OTEL_BSP_SCHEDULE_DELAY", "OTEL_BSP_EXPORT_TIMEOUT", "OTEL_BLRP_SCHEDULE_DELAY",
        "OTEL_BLRP_EXPORT_TIMEOUT", "OTEL_BSP_MAX_QUEUE_SIZE", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "OTEL_BLRP_MAX_QUEUE_SIZE", "OTEL_BLRP_MAX_EXPORT_BATCH_SIZE",
    ];

    private static readonly string[] Limits =
    [
        "OTEL_ATTRIBUTE_COUNT_LIMIT", "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT",
        "OTEL_SPAN_EVENT_COUNT_LIMIT", "OTEL_SPAN_LINK_COUNT_LIMIT", "OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT", "OTEL_LINK_ATTRIBUTE_COUNT_LIMIT",
        "OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT", "OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT",
    ];

    // They would export the queries of requests.
    private static readonly string[] Unredacted = ["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"];

    private static readonly string[] Files = ["OTEL_EXPORTER_OTLP_CERTIFICATE", "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "OTEL_EXPORTER_OTLP_CLIENT_KEY"];

    // By the name of each setting: the check of a non-empty value, which returns the problem or null.
    private static readonly Dictionary<string, Func<string, string?>> Checks = BuildChecks();

    /// <summary>Finds the settings that are malformed.</summary>
    /// <param name="configuration">The settings.</param>
    /// <returns>One sentence for each, which names the setting and quotes a value only if it is a number.</returns>
    public static IEnumerable<string> FindProblems(IConfiguration configuration)
    {
        foreach (var (name, check) in Checks)
        {
            if (configuration[name] is { Length: > 0 } value && (SettingText.ProblemOfEdges(value) ?? check(value)) is { } problem)
            {
                yield return $"{name} {problem}";
            }
        }

        if (SamplersOfAShare.Contains(configuration[Sampler], StringComparer.OrdinalIgnoreCase) && Number(configuration[SamplerArgument]) > 1)
        {
            yield return $"{SamplerArgument} is more than 1. The sampler {configuration[Sampler]} keeps a share of the traces: set a number from 0 to 1, for example 0.25.";
        }

        var logging = configuration.GetSection("Logging");
        foreach (var level in logging.GetSection("LogLevel").GetChildren().Concat(logging.GetChildren().SelectMany(static provider => provider.GetSection("LogLevel").GetChildren())))
        {
            if (level.Value is { Length: > 0 } word && SettingText.ProblemOfWord(word, Enum.GetNames<LogLevel>()) is { } problem)
            {
                yield return $"{level.Path} {problem}";
            }
        }
    }

    private static Dictionary<string, Func<string, string?>> BuildChecks()
    {
        var checks = new Dictionary<string, Func<string, string?>>
        {
            [TelemetrySetup.ApplicationInsights] = ApplicationInsightsSettings.ProblemOfConnection,
            [TelemetrySetup.ApplicationInsightsAuthentication] = ApplicationInsightsSettings.ProblemOfAuthentication,
            [TelemetrySetup.Disabled] = static text => SettingText.ProblemOfWord(text, Switch),
            [ResourceAttributes.Setting] = ProblemOfPairs,
            [Sampler] = static text => SettingText.ProblemOfWord(text, Samplers),
            [SamplerArgument] = static text => Number(text) is null ? "is not a number, for example 0.25." : null,
            ["OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE"] = static text => SettingText.ProblemOfWord(text, Temporalities),
        };

        foreach (var prefix in OtlpTarget.Signals.Select(static signal => $"OTEL_EXPORTER_OTLP_{signal}").Prepend("OTEL_EXPORTER_OTLP"))
        {
            checks[$"{prefix}_ENDPOINT"] = ProblemOfAddress;
            checks[$"{prefix}_PROTOCOL"] = static text => SettingText.ProblemOfWord(text, OtlpTarget.Protocols);
            checks[$"{prefix}_HEADERS"] = ProblemOfPairs;
            checks[$"{prefix}_TIMEOUT"] = static text => SettingText.ProblemOfNumber(text, 1, int.MaxValue);
            checks[$"{prefix}_COMPRESSION"] = static text => SettingText.ProblemOfWord(text, Compressions);
        }

        foreach (var signal in OtlpTarget.Signals)
        {
            checks[$"OTEL_{signal}_EXPORTER"] = static text => SettingText.ProblemOfWord(text, OtlpTarget.Exporters);
        }

        foreach (var name in Numbers)
        {
            checks[name] = static text => SettingText.ProblemOfNumber(text, 1, int.MaxValue);
        }

        foreach (var name in Limits)
        {
            checks[name] = static text => SettingText.ProblemOfNumber(text, 0, int.MaxValue);
        }

        foreach (var name in Unredacted)
        {
            checks[name] = static text => bool.FalseString.Equals(text, StringComparison.OrdinalIgnoreCase) ? null : "is not false. Queries contain keys, which must not be exported: remove the setting.";
        }

        foreach (var name in Files)
        {
            checks[name] = static text => File.Exists(text) ? null : "is not the path of an existing file.";
        }

        return checks;
    }

    private static string? ProblemOfAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", Host.Length: > 0 }
        ? null
        : "is not an absolute http or https URL, for example http://localhost:4317.";

    private static string? ProblemOfPairs(string text) => KeyValueList.TryParse(text) is null ? "is not a comma-separated list of key=value pairs with percent-encoded values." : null;

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
