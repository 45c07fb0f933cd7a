using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace OzFunctions.Web.Telemetry;

/// <summary>
/// Where one signal is sent by OTLP. By the OpenTelemetry specification, the signal's own variables take precedence over the general ones, and the signal's
/// path is appended only to the general endpoint. Variables that the SDK itself reads (certificates, compression) are left to it.
/// </summary>
/// <param name="Endpoint">The complete URL.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Headers">Headers as <c>key=value</c> pairs, percent-encoded; null for none.</param>
/// <param name="TimeoutMilliseconds">The time limit of one export in milliseconds; null for the SDK's default.</param>
internal sealed record OtlpTarget(Uri Endpoint, OtlpExportProtocol Protocol, string? Headers, int? TimeoutMilliseconds)
{
    private const string Grpc = "grpc";
    private const string HttpProtobuf = "http/protobuf";
    private const string None = "none";
    private const string Otlp = "otlp";

    /// <summary>The signals, by their names in variables.</summary>
    public static IReadOnlyList<string> Signals { get; } = ["TRACES", "METRICS", "LOGS"];

    /// <summary>The names of the protocols.</summary>
    public static IReadOnlyList<string> Protocols { get; } = [Grpc, HttpProtobuf];

    /// <summary>The names of the exporters.</summary>
    public static IReadOnlyList<string> Exporters { get; } = [Otlp, None];

    /// <summary>Reads the target of a signal. The settings must have passed <see cref="TelemetryCheck"/>.</summary>
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

    /// <summary>Configures the SDK's exporter.</summary>
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

        // The default of the specification, when an exporter is set but no endpoint.
        var general = Set(configuration[TelemetrySetup.Otlp]) ?? (isAsked ? $"http://localhost:{(isHttp ? 4318 : 4317)}" : null);
        return general is null ? null : isHttp ? new Uri($"{general.TrimEnd('/')}/v1/{signal.ToLowerInvariant()}") : new Uri(general);
    }

    private static string? Value(IConfiguration configuration, string signal, string part) =>
        Set(configuration[$"OTEL_EXPORTER_OTLP_{signal}_{part}"]) ?? Set(configuration[$"OTEL_EXPORTER_OTLP_{part}"]);

    // The specification treats an empty variable as unset.
    private static string? Set(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
