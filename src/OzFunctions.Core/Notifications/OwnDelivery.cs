namespace OzFunctions.Core.Notifications;

/// <summary>A delivery that this process stored and claimed a moment ago.</summary>
/// <param name="Row">The delivery, under the mark of its row: a write under it fails when another came first.</param>
/// <param name="Data">What it says.</param>
/// <param name="MayBegin">Whether an attempt may still begin under its claim. Asked when the attempt is about to begin.</param>
internal sealed record OwnDelivery(Stored<Delivery> Row, NotificationData Data, Func<bool> MayBegin);
