namespace OzFunctions.Web.Notifications;

/// <summary>An endpoint as it is shown. Of a webhook's address only the host: its path may hold keys.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is: Webhook, ServiceBus, EventGrid, EventHubs or StorageQueue.</param>
/// <param name="Host">Its scheme, host and port.</param>
/// <param name="Entity">The name of the queue, topic or event hub; null for a webhook and for Event Grid, whose address says which topic.</param>
/// <param name="Events">What it wants.</param>
/// <param name="State">How it does: well; failing, so that its deliveries wait; or disabled, so that they are held.</param>
/// <param name="FailingSince">Since when nothing but failures came back.</param>
/// <param name="ProbeAt">When it is tried again while it is failing.</param>
/// <param name="DisabledAt">Since when it is disabled.</param>
/// <param name="DisabledBecause">Why.</param>
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
