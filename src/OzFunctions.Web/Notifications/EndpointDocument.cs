namespace OzFunctions.Web.Notifications;

/// <summary>An endpoint as it is shown. Of a webhook's URL only the host is shown, because the path may contain keys.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">The kind: Webhook, ServiceBus, EventGrid, EventHubs or StorageQueue.</param>
/// <param name="Host">The scheme, host and port.</param>
/// <param name="Entity">The name of the queue, topic or event hub; null for a webhook and for Event Grid, whose address identifies the topic.</param>
/// <param name="Events">The event types that it subscribes to.</param>
/// <param name="State">The state: healthy; failing, so that its deliveries wait; or disabled, so that they are held.</param>
/// <param name="FailingSince">Since when every attempt has failed.</param>
/// <param name="ProbeAt">When the next probe is due while it is failing.</param>
/// <param name="DisabledAt">Since when it is disabled.</param>
/// <param name="DisabledBecause">Why it is disabled.</param>
internal sealed record EndpointDocument(
    string Name,
    string Kind,
    string Host,
    string? Entity,
    IReadOnlyList<string> Events,
    string State,
    DateTimeOffset? FailingSince,
    DateTimeOffset? ProbeAt,
    DateTimeOffset? DisabledAt,
    string? DisabledBecause);
