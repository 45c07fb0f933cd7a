using System.Diagnostics;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Telemetry;

namespace OzFunctions.Web.Notifications;

/// <summary>Sends each notification with the sender of its endpoint's kind.</summary>
/// <param name="senders">Gets the sender of a kind. Called on demand, so that the SDK of an unused kind is never loaded.</param>
public sealed class NotificationRouter(Func<EndpointKind, INotificationSender> senders) : INotificationSender
{
    /// <inheritdoc/>
    public async Task<AttemptResult> SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        using var activity = OzActivities.Source.StartActivity("notify", ActivityKind.Client);
        activity?.SetTag("ozfunctions.endpoint", notification.Endpoint.Name);
        return await senders(notification.Endpoint.Kind).SendAsync(notification, cancellationToken);
    }
}
