namespace OzFunctions.Core.Notifications;

/// <summary>The body format of a notification. The member <c>data</c> is the same in all formats.</summary>
public enum NotificationFormat
{
    /// <summary><c>{type, timestamp, data}</c>, according to Standard Webhooks.</summary>
    StandardWebhooks,

    /// <summary>CloudEvents 1.0, structured JSON.</summary>
    CloudEvents,
}
