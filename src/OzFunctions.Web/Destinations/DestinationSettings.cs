using OzFunctions.Core.Notifications;
using OzFunctions.Web.Notifications;
using static OzFunctions.Core.Notifications.EndpointKind;

namespace OzFunctions.Web.Destinations;

/// <summary>The settings that only some kinds of endpoints have.</summary>
internal static class DestinationSettings
{
    private static readonly (string Name, Func<EndpointOptions, bool> IsSet, EndpointKind[] Kinds)[] All =
    [
        (nameof(EndpointOptions.Url), static endpoint => endpoint.Url.Length > 0, [Webhook]),
        (nameof(EndpointOptions.Secrets), static endpoint => endpoint.Secrets.Count > 0, [Webhook]),
        (nameof(EndpointOptions.Format), static endpoint => endpoint.Format != default, [Webhook]),
        (nameof(EndpointOptions.ClientCertificate), static endpoint => IsText(endpoint.ClientCertificate), [Webhook]),
        (nameof(EndpointOptions.ClientCertificatePassword), static endpoint => IsText(endpoint.ClientCertificatePassword), [Webhook]),
        (nameof(EndpointOptions.ConnectionString), static endpoint => IsText(endpoint.ConnectionString), [ServiceBus, EventHubs, StorageQueue]),
        (nameof(EndpointOptions.FullyQualifiedNamespace), static endpoint => IsText(endpoint.FullyQualifiedNamespace), [ServiceBus, EventHubs]),
        (nameof(EndpointOptions.QueueServiceUri), static endpoint => IsText(endpoint.QueueServiceUri), [StorageQueue]),
        (nameof(EndpointOptions.EntityName), static endpoint => IsText(endpoint.EntityName), [ServiceBus, EventHubs, StorageQueue]),
        (nameof(EndpointOptions.TopicEndpoint), static endpoint => IsText(endpoint.TopicEndpoint), [EventGrid]),
        (nameof(EndpointOptions.AccessKey), static endpoint => IsText(endpoint.AccessKey), [EventGrid]),
        (nameof(EndpointOptions.ClientId), static endpoint => IsText(endpoint.ClientId), [ServiceBus, EventGrid, EventHubs, StorageQueue]),
    ];

    /// <summary>Finds settings that belong to other kinds of endpoints.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="setting">The name of its section.</param>
    /// <returns>One sentence for each setting.</returns>
    public static IEnumerable<string> FindForeign(EndpointOptions endpoint, string setting) => All
        .Where(known => known.IsSet(endpoint) && !known.Kinds.Contains(endpoint.Kind))
        .Select(known => $"{setting}:{known.Name} is set, but does not apply to endpoints of kind {endpoint.Kind}, which have {NamesOf(endpoint.Kind)}.");

    private static string NamesOf(EndpointKind kind) => string.Join(", ", All.Where(known => known.Kinds.Contains(kind)).Select(static known => known.Name));

    private static bool IsText(string? value) => !string.IsNullOrEmpty(value);
}
