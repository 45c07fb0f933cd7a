using OzFunctions.Core.Folders;
using OzFunctions.Core.Oz;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Marks folders that have been running for too long, which owes a notification.</summary>
/// <param name="checks">The list of scheduled checks.</param>
/// <param name="store">The folder store.</param>
/// <param name="writer">Stores changes.</param>
/// <param name="rows">Repairs the rows of the list.</param>
/// <param name="scope">The settings and the clock.</param>
public sealed class OverdueFolders(IFolderChecks checks, IFolderStore store, FolderWriter writer, DueRows rows, ReconciliationScope scope)
{
    // Ten rounds of reads after the longest wait for Oz fit the lease of a run's step at 0.8 seconds a request.
    private const int ReadsAtOnce = 32;
    private const int MostReads = 10 * ReadsAtOnce;

    // As many rows as one request returns: folders that are marked already stand before others while Oz is down.
    private const int RowsOfAPart = 1000;

    // Repairs and marks take more requests than reads.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(6);

    /// <summary>The settings with the time after which a folder is overdue: Oz's time is compared with our clock, so it is longer while the two differ.</summary>
    internal ReconciliationSettings SettingsOf(ReconciliationPass pass) =>
        scope.Settings with { OverdueAfter = scope.Settings.OverdueAfter + OzClock.Allowance(scope.Clock.Greatest ?? pass.Progress.Skew) };

    /// <summary>Marks folders without polling Oz, which may stay away for hours. All parts of the list are searched.</summary>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task MarkAllAsync(ReconciliationPass pass)
    {
        var parts = await Task.WhenAll(Enumerable.Range(0, checks.Parts).Select(part => checks.DueAsync(part, isRunning: true, pass.Progress.To, RowsOfAPart, CancellationToken.None)));
        var unmarked = parts.SelectMany(part => part.Where(static check => !check.Value.Reasons.HasFlag(OpenReasons.Overdue)).Take(MostReads / checks.Parts));
        var began = scope.Now;
        foreach (var some in unmarked.Chunk(ReadsAtOnce).TakeWhile(_ => scope.Now - began < Longest))
        {
            await Task.WhenAll(some.Select(check => MarkAsync(check, pass)));
        }
    }

    /// <summary>Marks a folder if it is overdue.</summary>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<Folder> MarkAsync(Folder folder, ReconciliationPass pass)
    {
        var after = SettingsOf(pass).OverdueAfter;
        if (Folder.MarkOverdue(folder, after, scope.Now) is null)
        {
            return folder;
        }

        var written = await writer.ChangeAsync(
            folder.FolderId,
            (current, now) => Folder.MarkOverdue(current, after, now),
            static _ => RefreshReasons.None,
            CancellationToken.None);
        pass.Counts.Add(ReconciliationCounts.Overdue, written.Write is null ? 0 : 1);
        return written.Folder ?? folder;
    }

    private async Task MarkAsync(Stored<FolderCheck> check, ReconciliationPass pass)
    {
        var stored = await store.FindAsync(check.Value.FolderId, CancellationToken.None);

        // Otherwise an outdated row would be read again and again, before those behind it.
        if (!await rows.RepairIfOutdatedAsync(check, stored, pass.Counts)
            && stored?.Folder is { } folder
            && await MarkAsync(folder, pass) is var marked
            && marked.ListVersion != check.Value.Version)
        {
            await rows.RepairAsync(check, marked);
        }
    }
}
