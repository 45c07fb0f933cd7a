using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Core.Folders;

/// <summary>Decides whether the lists must show a change.</summary>
public static class OwedListing
{
    // A folder that goes on after a pause is looked at soon again, however seldom it was looked at before.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>Whether the lists must show a change.</summary>
    /// <param name="change">The change.</param>
    /// <returns>False when everything that is listed of the folder, but for its version and the time of the change, is as before, and it changed a moment ago.</returns>
    public static bool By(FolderChange change)
    {
        if (change.Previous is not { } before)
        {
            return true;
        }

        var after = change.Current;
        return before.Result.Statuses != after.Result.Statuses
            || before.Result.Drift != after.Result.Drift
            || before.Result.HeldBack != after.Result.HeldBack
            || before.OverdueAt is null != after.OverdueAt is null
            || before.Records.TimeCreated?.Value != after.Records.TimeCreated?.Value
            || after.MetadataVersion == after.Version
            || after.ChangedAt - before.ChangedAt >= Pause
            || FolderCheck.ReasonsOf(before) != FolderCheck.ReasonsOf(after)

            // It is overdue sooner than the list of folders to ask Oz about has it.
            || after.RunningSince < before.RunningSince;
    }
}
