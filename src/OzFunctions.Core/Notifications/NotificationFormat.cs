namespace OzFunctions.Core.Notifications;

/// <summary>What the body of a notification looks like. Its member <c>data</c> is the same in all of them.</summary>
public enum NotificationFormat
{
    /// <summary><c>{type, timestamp, data}</c>, as Standard Webhooks has it.</summary>
    StandardWebhooks,

    /// <summary>CloudEvents 1.0, structured JSON.</summary>
    CloudEvents,
}
