using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OzFunctions.Core.Telemetry;

namespace OzFunctions.Web.Telemetry;

/// <summary>Sends metrics, traces and logs to where the settings say, under the names that Azure and OpenTelemetry gave these settings.</summary>
public static class TelemetrySetup
{
    /// <summary>Application Insights' connection string.</summary>
    public const string ApplicationInsights = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>How to authenticate there: <c>ClientId=...;Authorization=AAD</c>.</summary>
    public const string ApplicationInsightsAuthentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>Where an OpenTelemetry collector listens. The exporter reads the other settings of that name by itself.</summary>
    public const string Otlp = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string ServiceName = "OzFunctions";

    /// <summary>Adds telemetry, where the settings name somebody who takes it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The settings.</param>
    /// <returns>What a head may add its own to; null when nobody takes any.</returns>
    public static IOpenTelemetryBuilder? AddOzTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var (azure, otlp) = (configuration[ApplicationInsights], configuration[Otlp]);
        if (string.IsNullOrEmpty(azure) && string.IsNullOrEmpty(otlp))
        {
            return null;
        }

        IOpenTelemetryBuilder builder = services.AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService(ServiceName))
            .WithMetrics(static metrics => metrics.AddMeter(OzMetrics.MeterName))
            .WithTracing(static tracing => tracing.AddSource(OzActivities.SourceName))
            .WithLogging();

        builder = string.IsNullOrEmpty(otlp) ? builder : builder.UseOtlpExporter();
        return string.IsNullOrEmpty(azure) ? builder : builder.UseAzureMonitorExporter(options =>
        {
            options.ConnectionString = azure;
            if (ClientIdOf(configuration[ApplicationInsightsAuthentication]) is { } clientId)
            {
                options.Credential = new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId));
            }
        });
    }

    private static string? ClientIdOf(string? authentication) => (authentication ?? "")
        .Split(';', StringSplitOptions.TrimEntries)
        .Select(static part => part.Split('=', 2))
        .FirstOrDefault(static part => part is ["ClientId", { Length: > 0 }])?[1];
}
