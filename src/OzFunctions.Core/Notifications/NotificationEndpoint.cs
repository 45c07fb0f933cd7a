namespace OzFunctions.Core.Notifications;

/// <summary>A system that is told. Comes from the settings and does not change while the process runs.</summary>
/// <param name="Name">1 to 40 of <c>[a-z0-9-]</c>.</param>
/// <param name="Url">Where it is: for a webhook where notifications are posted to; else the service, with the name of the queue, topic or hub as its path.</param>
/// <param name="Secrets">Of a webhook one or two secrets; both sign while one is being rotated. Others have none.</param>
/// <param name="Events">Which event types it wants.</param>
/// <param name="Timeout">How long an attempt may take.</param>
public sealed record NotificationEndpoint(string Name, Uri Url, IReadOnlyList<WebhookSecret> Secrets, IReadOnlyList<EventPattern> Events, TimeSpan Timeout)
{
    /// <summary>What it is.</summary>
    public EndpointKind Kind { get; init; }

    /// <summary>What a webhook gets. All others get CloudEvents.</summary>
    public NotificationFormat Format { get; init; }

    /// <summary>Whether it wants a type.</summary>
    /// <param name="type">The event type.</param>
    /// <returns>True when one of its patterns matches.</returns>
    public bool Wants(string type) => Events.Any(pattern => pattern.Matches(type));
}
