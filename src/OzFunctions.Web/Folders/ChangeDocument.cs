using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Web.Folders;

/// <summary>A change as it is shown.</summary>
/// <param name="Version">The folder's version after the change.</param>
/// <param name="At">When the change was stored.</param>
/// <param name="Cause">The cause: <c>webhook</c>, <c>refresh</c> or <c>reconciliation</c>.</param>
/// <param name="Previous">The statuses before the change; null for the first change.</param>
/// <param name="Current">The statuses after the change.</param>
/// <param name="Notifications">The event types that the change owed.</param>
/// <param name="Deliveries">The deliveries of these notifications.</param>
/// <param name="Refresh">Why Oz is polled: <c>analysesMissing</c>, <c>verdictMissing</c>, <c>unknownStatus</c>, <c>heldBack</c>, <c>reportsDiffer</c>, <c>resultWithoutTime</c>, <c>latePass</c>.</param>
internal sealed record ChangeDocument(
    int Version,
    DateTimeOffset At,
    string Cause,
    StatusesDocument? Previous,
    StatusesDocument Current,
    IReadOnlyList<string> Notifications,
    IReadOnlyList<string> Refresh,
    IReadOnlyList<FolderDeliveryDocument> Deliveries)
{
    public static ChangeDocument Of(ChangeRecord change, IEnumerable<Delivery> deliveries) => new(
        change.Version,
        change.At,
        CamelCase.Of(change.Cause),
        change.Previous is { } previous ? StatusesDocument.Of(previous) : null,
        StatusesDocument.Of(change.Current),
        change.Notifications,
        [.. Enum.GetValues<RefreshReasons>()
            .Where(reason => reason is not RefreshReasons.None && change.Refresh.HasFlag(reason))
            .Select(static reason => CamelCase.Of(reason))],
        [.. deliveries.Select(FolderDeliveryDocument.Of)]);
}
