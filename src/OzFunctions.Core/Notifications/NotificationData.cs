namespace OzFunctions.Core.Notifications;

/// <summary>What the notifications of one version say, stored once for all of them.</summary>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Json">The member <c>data</c>: a JSON object, UTF-8.</param>
public sealed record NotificationData(DateTimeOffset At, ReadOnlyMemory<byte> Json);
