namespace OzFunctions.Core.Notifications;

/// <summary>The data of all notifications of one version, stored once.</summary>
/// <param name="At">When the change happened, UTC.</param>
/// <param name="Json">The member <c>data</c>: a JSON object, UTF-8.</param>
public sealed record NotificationData(DateTimeOffset At, ReadOnlyMemory<byte> Json);
