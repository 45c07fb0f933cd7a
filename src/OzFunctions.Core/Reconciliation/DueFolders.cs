using OzFunctions.Core.Folders;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Asks Oz about the folders that are due, and tells of those that have been running for too long.</summary>
/// <param name="checks">Lists them.</param>
/// <param name="store">Remembers folders.</param>
/// <param name="writer">Makes changes durable.</param>
/// <param name="listing">Makes sure that what is listed is the newest.</param>
/// <param name="look">Looks at a folder.</param>
/// <param name="scope">Whether Oz can be asked, when, and what time it is.</param>
public sealed class DueFolders(IFolderChecks checks, IFolderStore store, FolderWriter writer, FolderListing listing, FolderLook look, ReconciliationScope scope)
{
    private const int AtOnce = 4;
    private const int RunningOfATurn = 12;
    private const int OthersOfATurn = 16;

    // While folders are due that run, one look in four goes to the others.
    private const int RunningForEachOther = 3;

    /// <summary>Goes on with the due folders, each part in its turn: those that run before all others, of which none waits for ever.</summary>
    /// <param name="pass">The step.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <returns>Whether all were looked at; else the step's time was up.</returns>
    /// <exception cref="OzUnavailableException">Oz cannot be asked now.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<bool> RunAsync(ReconciliationPass pass, CancellationToken cancellationToken)
    {
        while (pass.Progress.EmptyTurns < 2 * checks.Parts && !pass.IsTimeUp && !pass.IsStorageSlow)
        {
            // The turn goes on first: where Oz fails on what is due in a part, the others have theirs.
            var (part, before) = (pass.Progress.Turn % checks.Parts, pass.Progress.EmptyTurns);
            pass.Progress = pass.Progress with { Turn = pass.Progress.Turn + 1 };
            var due = await pass.WaitForStorageAsync(() => before < checks.Parts ? RunningAsync(part, pass) : OthersAsync(part, OthersOfATurn, pass));
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
        var running = await checks.DueAsync(part, isRunning: true, pass.Progress.To, RunningOfATurn, CancellationToken.None);
        var looks = pass.Progress.LooksWithoutOther;
        var share = running.Count == 0 ? 0 : (looks + running.Count) / RunningForEachOther;
        var others = new Queue<Stored<FolderCheck>>(share == 0 ? [] : await OthersAsync(part, share, pass));

        // However few of a turn Oz has time for, the others have their share of them.
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

        pass.Progress = pass.Progress with { LooksWithoutOther = Math.Min(looks, RunningOfATurn) };
        return due;
    }

    private Task<IReadOnlyList<Stored<FolderCheck>>> OthersAsync(int part, int limit, ReconciliationPass pass) =>
        checks.DueAsync(part, isRunning: false, pass.Progress.To, limit, CancellationToken.None);

    private async Task LookAsync(IReadOnlyList<Stored<FolderCheck>> due, ReconciliationPass pass, CancellationToken cancellationToken)
    {
        var folders = await pass.WaitForStorageAsync(() => Task.WhenAll(due.Select(check => store.FindAsync(check.Value.FolderId, CancellationToken.None))));
        foreach (var some in due.Zip(folders, static (check, stored) => (Check: check, Stored: stored)).Chunk(AtOnce).TakeWhile(_ => !pass.IsTimeUp))
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
            // Its change may never have been followed up. What the change owes beside the lists must not be forgotten because this puts them right.
            await (folder is null ? Task.CompletedTask : look.FollowUpAsync(folder, pass.Counts));
            await PutRightAsync(check, folder);
            return;
        }

        // By whichever clock is ahead, so that what this run looked at is not due in this run again.
        var now = scope.Now > pass.Progress.To ? scope.Now : pass.Progress.To;
        if (check.Value.Kind is CheckKind.GivenUp)
        {
            // Where nothing is stored, it was shown for long enough.
            await MoveAsync(check, folder is null ? null : check.Value.GivenUp(now));
            return;
        }

        var looked = scope.CanAsk ? await look.AskAsync(check.Value.FolderId, pass.Counts, cancellationToken) : null;
        folder = looked is { IsErased: true } ? null : looked?.Folder ?? folder;
        folder = folder is null ? null : await MarkOverdueAsync(folder, pass.Counts);
        if (folder is not null && folder.ListVersion != check.Value.Version)
        {
            // The follow-up of the change lists it too, but later: until then it would be due again and again.
            await PutRightAsync(check, folder);
            return;
        }

        // A folder that is not stored has nothing but this row.
        var next = looked is { IsAnswered: false } || (looked is null && folder is null) ? check.Value.Postponed(now, scope.Settings)
            : folder is null ? null
            : check.Value.Next(folder, now, scope.Settings);
        await MoveAsync(check, next);
        pass.Counts.Add(LookCounts.GivenUp, next?.Kind is CheckKind.GivenUp ? 1 : 0);
    }

    private async Task MoveAsync(Stored<FolderCheck> check, FolderCheck? next)
    {
        await checks.MoveAsync(check, next, CancellationToken.None);

        // The folder may have been listed anew while it was looked at. Since this looks after the move, one of the two sees the other.
        if (next is not null && (await store.FindAsync(next.FolderId, CancellationToken.None))?.Folder is { } folder && folder.ListVersion != next.Version)
        {
            await PutRightAsync(folder);
        }
    }

    // The row that led here goes last: should this not come to its end, it leads here again.
    private async Task PutRightAsync(Stored<FolderCheck> check, Folder? folder)
    {
        await (folder is null ? checks.RemoveAsync(check.Value.FolderId, CancellationToken.None) : PutRightAsync(folder));
        await checks.DropAsync(check, CancellationToken.None);
    }

    private Task PutRightAsync(Folder folder) => listing.ConfirmAsync(checks.RewriteAsync(folder, CancellationToken.None), folder, CancellationToken.None);

    private async Task<Folder> MarkOverdueAsync(Folder folder, RunCounts counts)
    {
        if (Folder.MarkOverdue(folder, scope.Settings.OverdueAfter, scope.Now) is null)
        {
            return folder;
        }

        var written = await writer.ChangeAsync(
            folder.FolderId,
            (current, now) => Folder.MarkOverdue(current, scope.Settings.OverdueAfter, now),
            static _ => RefreshReasons.None,
            CancellationToken.None);
        counts.Add(LookCounts.Overdue, written.Write is null ? 0 : 1);
        return written.Folder ?? folder;
    }
}
