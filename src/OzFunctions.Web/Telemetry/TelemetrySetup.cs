using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using OzFunctions.Core.Telemetry;

namespace OzFunctions.Web.Telemetry;

/// <summary>Sends metrics, traces and logs to the configured destinations. The settings have the names that Azure and OpenTelemetry define.</summary>
public static class TelemetrySetup
{
    /// <summary>The connection string of Application Insights.</summary>
    public const string ApplicationInsights = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>How to authenticate to Application Insights: <c>ClientId=...;Authorization=AAD</c>, or <c>Authorization=AAD</c> for the system-assigned identity.</summary>
    public const string ApplicationInsightsAuthentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>The URL of an OpenTelemetry collector for all signals. Each signal may have its own (<see cref="OtlpTarget"/>).</summary>
    public const string Otlp = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Turns off all telemetry.</summary>
    public const string Disabled = "OTEL_SDK_DISABLED";

    private const string ServiceName = "OzFunctions";

    /// <summary>Adds telemetry, if the settings have a destination.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The settings.</param>
    /// <param name="addHead">Adds the head's own part.</param>
    /// <exception cref="OptionsValidationException">Settings of telemetry or logging are malformed; the message names each.</exception>
    public static void AddOzTelemetry(this IServiceCollection services, IConfiguration configuration, Action<IOpenTelemetryBuilder> addHead)
    {
        string[] problems = [.. TelemetryCheck.FindProblems(configuration)];
        if (problems.Length > 0)
        {
            throw new OptionsValidationException(ServiceName, typeof(TelemetrySetup), problems);
        }

        var azure = configuration[ApplicationInsights];
        var targets = OtlpTarget.Signals.Select(signal => OtlpTarget.Of(configuration, signal)).ToList();
        if (bool.TrueString.Equals(configuration[Disabled], StringComparison.OrdinalIgnoreCase) || (string.IsNullOrEmpty(azure) && targets.TrueForAll(static target => target is null)))
        {
            return;
        }

        var builder = services.AddOpenTelemetry().ConfigureResource(static resource => resource.AddService(ServiceName));
        AddSignals(builder, targets[0], targets[1], targets[2]);
        addHead(builder);

        // Added after the head's own attributes, so that the settings take precedence.
        builder.ConfigureResource(resource => resource.AddAttributes(ResourceAttributes.Of(configuration)));
        if (!string.IsNullOrEmpty(azure))
        {
            builder.UseAzureMonitorExporter(options =>
            {
                options.ConnectionString = azure;
                options.Credential = ApplicationInsightsSettings.CredentialOf(configuration[ApplicationInsightsAuthentication]);
            });
        }
    }

    private static void AddSignals(IOpenTelemetryBuilder builder, OtlpTarget? traces, OtlpTarget? metrics, OtlpTarget? logs) => builder
        .WithTracing(tracing =>
        {
            tracing.AddSource(OzActivities.SourceName);
            Add(traces, apply => tracing.AddOtlpExporter(apply));
        })
        .WithMetrics(metering =>
        {
            metering.AddMeter(OzMetrics.MeterName);
            Add(metrics, apply => metering.AddOtlpExporter(apply));
        })
        .WithLogging(logging => Add(logs, apply => logging.AddOtlpExporter(apply)));

    private static void Add(OtlpTarget? target, Action<Action<OtlpExporterOptions>> add)
    {
        if (target is not null)
        {
            add(target.Apply);
        }
    }
}
