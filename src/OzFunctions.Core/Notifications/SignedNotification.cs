namespace OzFunctions.Core.Notifications;

/// <summary>A signed notification with the three headers of Standard Webhooks.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Id">The header <c>webhook-id</c>.</param>
/// <param name="Timestamp">The header <c>webhook-timestamp</c>: when the attempt began, in seconds since 1970-01-01, UTC.</param>
/// <param name="Signature">The header <c>webhook-signature</c>.</param>
/// <param name="Body">The body, in the endpoint's format.</param>
public sealed record SignedNotification(NotificationEndpoint Endpoint, string Id, long Timestamp, string Signature, ReadOnlyMemory<byte> Body)
{
    /// <summary>Signs a notification.</summary>
    /// <param name="notification">The notification.</param>
    /// <returns>The signed notification.</returns>
    public static SignedNotification Of(Notification notification)
    {
        var (endpoint, delivery, data, now) = notification;
        var body = endpoint.Format is NotificationFormat.CloudEvents ? CloudEvent.Of(delivery, data) : NotificationBody.Of(delivery, data);
        var timestamp = now.ToUnixTimeSeconds();
        return new SignedNotification(endpoint, delivery.WebhookId, timestamp, WebhookSignature.Of(endpoint.Secrets, delivery.WebhookId, timestamp, body), body);
    }
}
