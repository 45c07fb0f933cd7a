using Microsoft.Extensions.Configuration;

namespace OzFunctions.Web.Telemetry;

/// <summary>The attributes of this process in telemetry, from <c>OTEL_RESOURCE_ATTRIBUTES</c> and <c>OTEL_SERVICE_NAME</c>. The latter takes precedence over an attribute <c>service.name</c>.</summary>
internal static class ResourceAttributes
{
    /// <summary>The variable with all attributes.</summary>
    public const string Setting = "OTEL_RESOURCE_ATTRIBUTES";

    private const string ServiceNameSetting = "OTEL_SERVICE_NAME";
    private const string ServiceName = "service.name";

    /// <summary>Reads the attributes. The settings must have passed <see cref="TelemetryCheck"/>.</summary>
    /// <param name="configuration">The settings.</param>
    /// <returns>The attributes, by name.</returns>
    public static IReadOnlyDictionary<string, object> Of(IConfiguration configuration)
    {
        var attributes = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (key, value) in KeyValueList.TryParse(configuration[Setting] ?? "") ?? [])
        {
            attributes[key] = value;
        }

        if (configuration[ServiceNameSetting] is { Length: > 0 } name)
        {
            attributes[ServiceName] = name;
        }

        return attributes;
    }
}
