using OzFunctions.Core.Endpoints;

namespace OzFunctions.Core.Notifications;

/// <summary>A system that receives notifications. Comes from the settings and does not change while the process runs.</summary>
/// <param name="Name">The name: 1 to 40 characters of <c>[a-z0-9-]</c>.</param>
/// <param name="Url">
/// For a webhook, the address to which notifications are posted; otherwise the service, with the name of the queue, topic or hub as the
/// path.
/// </param>
/// <param name="Secrets">One or two secrets of a webhook; both sign during a rotation. Other kinds have none.</param>
/// <param name="Events">The event types that it subscribes to.</param>
/// <param name="Timeout">The timeout of an attempt.</param>
public sealed record NotificationEndpoint(string Name, Uri Url, IReadOnlyList<WebhookSecret> Secrets, IReadOnlyList<EventPattern> Events, TimeSpan Timeout)
{
    /// <summary>The kind of the endpoint.</summary>
    public EndpointKind Kind { get; init; }

    /// <summary>The body format of a webhook. All other kinds receive CloudEvents.</summary>
    public NotificationFormat Format { get; init; }

    /// <summary>How many notifications it is sent at the same time.</summary>
    public EndpointCapacity Capacity { get; init; } = new(EndpointCapacity.Default);

    /// <summary>Whether the endpoint subscribes to a type.</summary>
    /// <param name="type">The event type.</param>
    /// <returns>True when one of its patterns matches.</returns>
    public bool Wants(string type) => Events.Any(pattern => pattern.Matches(type));
}
