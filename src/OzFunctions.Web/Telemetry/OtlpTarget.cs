using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace OzFunctions.Web.Telemetry;

/// <summary>
/// Where one signal is sent by OTLP. As the OpenTelemetry specification has it, the signal's own variables count before the general ones, and only
/// the general endpoint gets the signal's path. What the SDK reads by itself for all signals alike (certificates, compression) is left to it.
/// </summary>
/// <param name="Endpoint">The whole address.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Headers">Headers as <c>key=value</c> pairs, percent-encoded; null for none.</param>
/// <param name="TimeoutMilliseconds">How long one export may take; null for the SDK's default.</param>
internal sealed record OtlpTarget(Uri Endpoint, OtlpExportProtocol Protocol, string? Headers, int? TimeoutMilliseconds)
{
    private const string Grpc = "grpc";
    private const string HttpProtobuf = "http/protobuf";
    private const string None = "none";
    private const string Otlp = "otlp";

    /// <summary>The signals, as they are called in the names of variables.</summary>
    public static IReadOnlyList<string> Signals { get; } = ["TRACES", "METRICS", "LOGS"];

    /// <summary>The words for protocols.</summary>
    public static IReadOnlyList<string> Protocols { get; } = [Grpc, HttpProtobuf];

    /// <summary>The words for exporters.</summary>
    public static IReadOnlyList<string> Exporters { get; } = [Otlp, None];

    /// <summary>Reads the target of a signal from settings in which <see cref="TelemetryCheck"/> found nothing.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="signal">One of <see cref="Signals"/>.</param>
    /// <returns>The target; null when no endpoint is set, or the signal's exporter is <c>none</c>.</returns>
    public static OtlpTarget? Of(IConfiguration configuration, string signal)
    {
        var exporter = configuration[$"OTEL_{signal}_EXPORTER"] ?? "";
        var isHttp = HttpProtobuf.Equals(Value(configuration, signal, "PROTOCOL"), StringComparison.OrdinalIgnoreCase);
        var endpoint = EndpointOf(configuration, signal, isHttp, isAsked: exporter.Equals(Otlp, StringComparison.OrdinalIgnoreCase));
        return endpoint is null || exporter.Equals(None, StringComparison.OrdinalIgnoreCase)
            ? null
            : new OtlpTarget(
                endpoint,
                isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc,
                Value(configuration, signal, "HEADERS"),
                Value(configuration, signal, "TIMEOUT") is { } timeout ? int.Parse(timeout, CultureInfo.InvariantCulture) : null);
    }

    /// <summary>Sets the options of the SDK's exporter.</summary>
    /// <param name="options">The options.</param>
    public void Apply(OtlpExporterOptions options)
    {
        options.Protocol = Protocol;
        options.Endpoint = Endpoint;
        options.Headers = Headers ?? options.Headers;
        options.TimeoutMilliseconds = TimeoutMilliseconds ?? options.TimeoutMilliseconds;
    }

    private static Uri? EndpointOf(IConfiguration configuration, string signal, bool isHttp, bool isAsked)
    {
        if (Set(configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"]) is { } own)
        {
            return new Uri(own);
        }

        // The specification's default, where an exporter is asked for and no endpoint is set.
        var general = Set(configuration[TelemetrySetup.Otlp]) ?? (isAsked ? $"http://localhost:{(isHttp ? 4318 : 4317)}" : null);
        return general is null ? null : isHttp ? new Uri($"{general.TrimEnd('/')}/v1/{signal.ToLowerInvariant()}") : new Uri(general);
    }

    private static string? Value(IConfiguration configuration, string signal, string part) =>
        Set(configuration[$"OTEL_EXPORTER_OTLP_{signal}_{part}"]) ?? Set(configuration[$"OTEL_EXPORTER_OTLP_{part}"]);

    // An empty variable is an unset one.
    private static string? Set(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
