namespace OzFunctions.Core.Notifications;

/// <summary>A delivery as this process has stored it a moment ago.</summary>
/// <param name="Row">The delivery, under the mark of its row: a write under it fails when another came first.</param>
/// <param name="Data">What it says.</param>
public sealed record WrittenDelivery(Stored<Delivery> Row, NotificationData Data);
