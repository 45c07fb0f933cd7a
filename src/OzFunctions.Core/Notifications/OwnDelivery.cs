namespace OzFunctions.Core.Notifications;

/// <summary>A delivery that this process has just stored and claimed.</summary>
/// <param name="Row">The delivery with the ETag of its row.</param>
/// <param name="Data">The data of the notification.</param>
/// <param name="MayBegin">Returns whether an attempt may still begin under its lease. Called immediately before the attempt.</param>
internal sealed record OwnDelivery(Stored<Delivery> Row, NotificationData Data, Func<bool> MayBegin);
