using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Core.Folders;

/// <summary>Decides whether the lists must show a change.</summary>
public static class OwedListing
{
    // A folder that continues after a pause is polled soon again, however rarely it was polled before.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>Whether the lists must show a change.</summary>
    /// <param name="change">The change.</param>
    /// <returns>
    /// False when everything listed about the folder, except its version and time, is unchanged and its previous change was less than ten
    /// minutes ago.
    /// </returns>
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

            // The folder becomes overdue earlier than the list of folders to poll shows.
            || after.RunningSince < before.RunningSince;
    }
}
