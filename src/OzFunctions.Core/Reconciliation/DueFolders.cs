using OzFunctions.Core.Folders;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Oz;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Polls Oz for the folders whose check is due, and marks folders as overdue.</summary>
/// <param name="checks">The list of scheduled checks.</param>
/// <param name="store">The folder store.</param>
/// <param name="writer">Stores changes.</param>
/// <param name="listing">Verifies written list rows.</param>
/// <param name="poll">Polls and applies single folders.</param>
/// <param name="scope">The settings, Oz's availability and the clock.</param>
public sealed class DueFolders(IFolderChecks checks, IFolderStore store, FolderWriter writer, FolderListWriter listing, FolderPoll poll, ReconciliationScope scope)
{
    private const int MaxConcurrent = 4;
    private const int RunningPerTurn = 12;
    private const int OthersPerTurn = 16;

    // Ten rounds of reads after the longest wait for Oz fit the lease of a run's step at 0.8 seconds a request.
    private const int OverdueReadsAtOnce = 32;
    private const int OverdueReads = 10 * OverdueReadsAtOnce;

    // As many rows as one request returns: folders that are marked already stand before others while Oz is down.
    private const int OverdueRows = 1000;

    // While running folders are due, one poll in four is for the others.
    private const int RunningForEachOther = 3;

    /// <summary>Continues with the due folders, one part of the list at a time. Running folders come first, but do not starve the others.</summary>
    /// <param name="pass">The step.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>True when all due folders were handled; false when the step's time is up.</returns>
    /// <exception cref="OzUnavailableException">Oz is unavailable.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<bool> RunAsync(ReconciliationPass pass, CancellationToken cancellationToken)
    {
        try
        {
            return await TurnsAsync(pass, cancellationToken);
        }
        catch (Exception e) when (e is OzUnavailableException || pass.Patience.IsCancellationRequested)
        {
            await MarkOverdueAsync(pass);
            throw;
        }
    }

    private async Task<bool> TurnsAsync(ReconciliationPass pass, CancellationToken cancellationToken)
    {
        while (pass.Progress.EmptyTurns < 2 * checks.Parts && !pass.IsTimeUp && !pass.IsStorageSlow)
        {
            // The turn is advanced first: if Oz fails for a folder of this part, the next attempt begins with another part.
            var (part, before) = (pass.Progress.Turn % checks.Parts, pass.Progress.EmptyTurns);
            pass.Progress = pass.Progress with { Turn = pass.Progress.Turn + 1 };
            var due = await pass.WaitForStorageAsync(() => before < checks.Parts ? RunningAsync(part, pass) : OthersAsync(part, OthersPerTurn, pass));
            pass.Progress = pass.Progress with { EmptyTurns = due.Count == 0 ? before + 1 : before < checks.Parts ? 0 : checks.Parts };
            if (due.Count > 0)
            {
                await LookAsync(due, pass, cancellationToken);
            }
        }

        return pass.Progress.EmptyTurns >= 2 * checks.Parts;
    }

    private async Task<IReadOnlyList<Stored<FolderCheck>>> RunningAsync(int part, ReconciliationPass pass)
    {
        var running = await checks.DueAsync(part, isRunning: true, pass.Progress.To, RunningPerTurn, CancellationToken.None);
        var looks = pass.Progress.PollsWithoutOther;
        var share = running.Count == 0 ? 0 : (looks + running.Count) / RunningForEachOther;
        var others = new Queue<Stored<FolderCheck>>(share == 0 ? [] : await OthersAsync(part, share, pass));

        // However few folders of a turn Oz has time for, the others get their share.
        var due = new List<Stored<FolderCheck>>();
        foreach (var check in running)
        {
            due.Add(check);
            if (++looks >= RunningForEachOther && others.TryDequeue(out var other))
            {
                due.Add(other);
                looks -= RunningForEachOther;
            }
        }

        pass.Progress = pass.Progress with { PollsWithoutOther = Math.Min(looks, RunningPerTurn) };
        return due;
    }

    private Task<IReadOnlyList<Stored<FolderCheck>>> OthersAsync(int part, int limit, ReconciliationPass pass) =>
        checks.DueAsync(part, isRunning: false, pass.Progress.To, limit, CancellationToken.None);

    // Overdue notifications must not wait for Oz, which may stay away for hours, so all parts of the list are searched.
    private async Task MarkOverdueAsync(ReconciliationPass pass)
    {
        var parts = await Task.WhenAll(Enumerable.Range(0, checks.Parts).Select(part => checks.DueAsync(part, isRunning: true, pass.Progress.To, OverdueRows, CancellationToken.None)));
        var unmarked = parts.SelectMany(part => part.Where(static check => !check.Value.Reasons.HasFlag(OpenReasons.Overdue)).Take(OverdueReads / checks.Parts));
        foreach (var some in unmarked.Chunk(OverdueReadsAtOnce))
        {
            await Task.WhenAll(some.Select(check => MarkOverdueAsync(check, pass)));
        }
    }

    private async Task MarkOverdueAsync(Stored<FolderCheck> check, ReconciliationPass pass)
    {
        var folder = (await store.FindAsync(check.Value.FolderId, CancellationToken.None))?.Folder;
        folder = folder is null ? null : await MarkOverdueAsync(folder, Allowing(pass).OverdueAfter, pass.Counts);
        if ((folder?.ListVersion ?? 0) != check.Value.Version)
        {
            // Otherwise the row would be read again and again, before those behind it.
            await RepairAsync(check, folder);
        }
    }

    private async Task LookAsync(IReadOnlyList<Stored<FolderCheck>> due, ReconciliationPass pass, CancellationToken cancellationToken)
    {
        var folders = await pass.WaitForStorageAsync(() => Task.WhenAll(due.Select(check => store.FindAsync(check.Value.FolderId, CancellationToken.None))));
        foreach (var some in due.Zip(folders, static (check, stored) => (Check: check, Stored: stored)).Chunk(MaxConcurrent).TakeWhile(_ => !pass.IsTimeUp))
        {
            await Task.WhenAll(some.Select(one => LookAsync(one.Check, one.Stored, pass, cancellationToken)));
            pass.Progress = pass.Progress with { Tries = 0 };
        }
    }

    private async Task LookAsync(Stored<FolderCheck> check, StoredFolder? stored, ReconciliationPass pass, CancellationToken cancellationToken)
    {
        var folder = stored?.Folder;
        if (stored?.Tombstone is not null || (folder?.ListVersion ?? 0) != check.Value.Version)
        {
            // The change may never have been followed up. Repairing the lists must not lose what else it owes.
            await (folder is null ? Task.CompletedTask : poll.FollowUpAsync(folder, pass.Counts));
            await RepairAsync(check, folder);
            return;
        }

        // The later of the two clocks, so that a folder checked in this run does not become due again in it.
        var now = scope.Now > pass.Progress.To ? scope.Now : pass.Progress.To;
        if (check.Value.Kind is CheckKind.GivenUp)
        {
            // A folder that is not stored has been listed as given up for long enough.
            await MoveAsync(check, folder is null ? null : check.Value.GivenUp(now));
            return;
        }

        var polled = scope.CanAsk ? await poll.AskAsync(check.Value.FolderId, pass.Counts, cancellationToken) : null;
        folder = polled is { IsErased: true } ? null : polled?.Folder ?? folder;
        var settings = Allowing(pass);
        folder = folder is null ? null : await MarkOverdueAsync(folder, settings.OverdueAfter, pass.Counts);
        if (folder is not null && folder.ListVersion != check.Value.Version)
        {
            // The follow-up of the change lists the folder too, but later; until then it would become due again and again.
            await RepairAsync(check, folder);
            return;
        }

        // A folder that is not stored has only this row. Oz may not know it yet if a webhook has just named it.
        var mayAppear = folder is null && polled == FolderPollResult.Unknown && now - check.Value.Since < FolderRefresh.KnownWithin;
        var next = mayAppear || polled is { IsAnswered: false } || (polled is null && folder is null) ? check.Value.Postponed(now, scope.Settings)
            : folder is null ? null
            : check.Value.Next(folder, now, settings);
        await MoveAsync(check, next);
        pass.Counts.Add(ReconciliationCounts.GivenUp, next?.Kind is CheckKind.GivenUp ? 1 : 0);
    }

    private async Task MoveAsync(Stored<FolderCheck> check, FolderCheck? next)
    {
        await checks.MoveAsync(check, next, CancellationToken.None);

        // The folder may have been listed anew meanwhile. The folder is read after the move, so at least one of the two sees the other.
        if (next is not null && (await store.FindAsync(next.FolderId, CancellationToken.None))?.Folder is { } folder && folder.ListVersion != next.Version)
        {
            await RepairAsync(folder);
        }
    }

    // The row that led here is dropped last: if this is interrupted, it leads here again.
    private async Task RepairAsync(Stored<FolderCheck> check, Folder? folder)
    {
        await (folder is null ? checks.RemoveAsync(check.Value.FolderId, CancellationToken.None) : RepairAsync(folder));
        await checks.DropAsync(check, CancellationToken.None);
    }

    private Task RepairAsync(Folder folder) => listing.ConfirmAsync(checks.RewriteAsync(folder, CancellationToken.None), folder, CancellationToken.None);

    // Oz's time is compared with our clock. While the clocks differ, a folder is overdue later rather than too early.
    private ReconciliationSettings Allowing(ReconciliationPass pass) =>
        scope.Settings with { OverdueAfter = scope.Settings.OverdueAfter + OzClock.Allowance(scope.Clock.Greatest ?? pass.Progress.Skew) };

    private async Task<Folder> MarkOverdueAsync(Folder folder, TimeSpan after, RunCounts counts)
    {
        if (Folder.MarkOverdue(folder, after, scope.Now) is null)
        {
            return folder;
        }

        var written = await writer.ChangeAsync(
            folder.FolderId,
            (current, now) => Folder.MarkOverdue(current, after, now),
            static _ => RefreshReasons.None,
            CancellationToken.None);
        counts.Add(ReconciliationCounts.Overdue, written.Write is null ? 0 : 1);
        return written.Folder ?? folder;
    }
}
