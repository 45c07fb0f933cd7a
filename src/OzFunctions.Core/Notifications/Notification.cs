namespace OzFunctions.Core.Notifications;

/// <summary>One attempt at telling an endpoint.</summary>
/// <param name="Endpoint">Who is told.</param>
/// <param name="Delivery">What is owed.</param>
/// <param name="Data">What it says.</param>
/// <param name="AttemptedAt">When the attempt began, UTC.</param>
public sealed record Notification(NotificationEndpoint Endpoint, Delivery Delivery, NotificationData Data, DateTimeOffset AttemptedAt);
