namespace OzFunctions.Core.Notifications;

/// <summary>One attempt to notify an endpoint.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Delivery">The delivery.</param>
/// <param name="Data">The data of the notification.</param>
/// <param name="AttemptedAt">When the attempt began, UTC.</param>
public sealed record Notification(NotificationEndpoint Endpoint, Delivery Delivery, NotificationData Data, DateTimeOffset AttemptedAt);
