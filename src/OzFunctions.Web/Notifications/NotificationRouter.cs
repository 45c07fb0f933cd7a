using System.Diagnostics;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Telemetry;

namespace OzFunctions.Web.Notifications;

/// <summary>Sends each notification by the kind of its endpoint.</summary>
/// <param name="senders">The sender of a kind. Asked when it is needed, so that the SDK of a kind which nobody uses is never loaded.</param>
public sealed class NotificationRouter(Func<EndpointKind, INotificationSender> senders) : INotificationSender
{
    /// <inheritdoc/>
    public async Task<DeliveryAnswer> SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        using var activity = OzActivities.Begin("notify", ActivityKind.Client);
        activity?.SetTag("ozfunctions.endpoint", notification.Endpoint.Name);
        return await senders(notification.Endpoint.Kind).SendAsync(notification, cancellationToken);
    }
}
