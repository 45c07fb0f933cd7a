namespace OzFunctions.Core.Notifications;

/// <summary>A system that is told. Comes from the settings and does not change while the process runs.</summary>
/// <param name="Name">1 to 40 of <c>[a-z0-9-]</c>.</param>
/// <param name="Url">Where notifications are posted to.</param>
/// <param name="Secrets">One or two secrets; both sign while one is being rotated.</param>
/// <param name="Events">Which event types it wants.</param>
/// <param name="Timeout">How long an attempt may take.</param>
public sealed record NotificationEndpoint(string Name, Uri Url, IReadOnlyList<WebhookSecret> Secrets, IReadOnlyList<EventPattern> Events, TimeSpan Timeout)
{
    /// <summary>Whether it wants a type.</summary>
    /// <param name="type">The event type.</param>
    /// <returns>True when one of its patterns matches.</returns>
    public bool Wants(string type) => Events.Any(pattern => pattern.Matches(type));
}
