namespace OzFunctions.Core.Notifications;

/// <summary>A notification as it is posted, with the three headers of Standard Webhooks.</summary>
/// <param name="Endpoint">Where to.</param>
/// <param name="Id">The header <c>webhook-id</c>.</param>
/// <param name="Timestamp">The header <c>webhook-timestamp</c>: when this attempt was signed, in seconds since 1970, UTC.</param>
/// <param name="Signature">The header <c>webhook-signature</c>.</param>
/// <param name="Body">The body.</param>
public sealed record SignedNotification(NotificationEndpoint Endpoint, string Id, long Timestamp, string Signature, ReadOnlyMemory<byte> Body)
{
    /// <summary>Signs a notification.</summary>
    /// <param name="endpoint">Where to.</param>
    /// <param name="delivery">Which.</param>
    /// <param name="data">What it says.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The notification, ready to be posted.</returns>
    public static SignedNotification Of(NotificationEndpoint endpoint, Delivery delivery, NotificationData data, DateTimeOffset now)
    {
        var body = NotificationBody.Of(delivery, data);
        var timestamp = now.ToUnixTimeSeconds();
        return new SignedNotification(endpoint, delivery.WebhookId, timestamp, WebhookSignature.Of(endpoint.Secrets, delivery.WebhookId, timestamp, body), body);
    }
}
