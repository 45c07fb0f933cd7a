using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Core.Folders;

/// <summary>A stored change, as the folder's history shows it.</summary>
/// <param name="Version">The folder's version after the change.</param>
/// <param name="Previous">The statuses before the change; null for the first.</param>
/// <param name="Current">The statuses after the change.</param>
/// <param name="Cause">Why it changed.</param>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Notifications">The event types that the change owed.</param>
/// <param name="Refresh">Why the change required polling Oz.</param>
public sealed record ChangeRecord(
    int Version,
    FolderStatuses? Previous,
    FolderStatuses Current,
    ChangeCause Cause,
    DateTimeOffset At,
    IReadOnlyList<string> Notifications,
    RefreshReasons Refresh);
