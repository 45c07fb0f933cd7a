using System.Collections.Concurrent;
using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Polls Oz for the folders whose check is due, and marks folders as overdue.</summary>
/// <param name="checks">The list of scheduled checks.</param>
/// <param name="store">The folder store.</param>
/// <param name="rows">Moves and repairs the rows of the list.</param>
/// <param name="overdue">Marks folders as overdue.</param>
/// <param name="poll">Polls and applies single folders.</param>
/// <param name="scope">The settings, Oz's availability and the clock.</param>
public sealed class DueFolders(IFolderChecks checks, IFolderStore store, DueRows rows, OverdueFolders overdue, FolderPoll poll, ReconciliationScope scope)
{
    // While running folders are due, one poll in four is for the others.
    private const int RunningForEachOther = 3;

    // Several for each concurrent poll, because at the end of a turn some wait for the slowest.
    private int RunningPerTurn => RunningForEachOther * scope.MaxConcurrentDue;

    private int OthersPerTurn => (RunningForEachOther + 1) * scope.MaxConcurrentDue;

    /// <summary>Continues with the due folders, one part of the list at a time. Running folders come first, but do not starve the others.</summary>
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
            await overdue.MarkAllAsync(pass);
            throw;
        }
    }

    private async Task<bool> TurnsAsync(ReconciliationPass pass, CancellationToken cancellationToken)
    {
        while (pass.Progress.EmptyTurns < 2 * checks.Parts && !pass.IsBudgetUsed)
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

    private async Task LookAsync(IReadOnlyList<Stored<FolderCheck>> due, ReconciliationPass pass, CancellationToken cancellationToken)
    {
        var folders = await pass.WaitForStorageAsync(() => Task.WhenAll(due.Select(check => store.FindAsync(check.Value.FolderId, CancellationToken.None))));
        var left = new ConcurrentQueue<(Stored<FolderCheck> Check, StoredFolder? Stored)>(due.Zip(folders));
        await Task.WhenAll(Enumerable.Range(0, scope.MaxConcurrentDue).Select(_ => LookOneByOneAsync(left, pass, cancellationToken)));
    }

    private async Task LookOneByOneAsync(ConcurrentQueue<(Stored<FolderCheck> Check, StoredFolder? Stored)> left, ReconciliationPass pass, CancellationToken cancellationToken)
    {
        while (!pass.IsTimeUp && left.TryDequeue(out var one))
        {
            try
            {
                await LookAsync(one.Check, one.Stored, pass, cancellationToken);
            }
            catch
            {
                // The step ends, so no other look begins.
                left.Clear();
                throw;
            }

            // Nothing else of the progress changes during the looks of a turn.
            pass.Progress = pass.Progress with { Tries = 0 };
        }
    }

    private async Task LookAsync(Stored<FolderCheck> check, StoredFolder? stored, ReconciliationPass pass, CancellationToken cancellationToken)
    {
        var folder = stored?.Folder;
        if (await rows.RepairIfOutdatedAsync(check, stored, pass.Counts))
        {
            return;
        }

        // The later of the two clocks, so that a folder checked in this run does not become due again in it.
        var now = scope.Now > pass.Progress.To ? scope.Now : pass.Progress.To;
        if (check.Value.Kind is CheckKind.GivenUp)
        {
            // A folder that is not stored has been listed as given up for long enough.
            await rows.MoveAsync(check, folder is null ? null : check.Value.GivenUp(now));
            return;
        }

        var polled = scope.CanAsk ? await poll.AskAsync(check.Value.FolderId, pass, cancellationToken) : null;
        folder = polled is { IsErased: true } ? null : polled?.Folder ?? folder;
        folder = folder is null ? null : await overdue.MarkAsync(folder, pass);
        if (folder is not null && folder.ListVersion != check.Value.Version)
        {
            // The follow-up of the change lists the folder too, but later; until then it would become due again and again.
            await rows.RepairAsync(check, folder);
            return;
        }

        // A folder that is not stored has only this row. Oz may not know it yet if a webhook has just named it.
        var mayAppear = folder is null && polled == FolderPollResult.Unknown && now - check.Value.Since < FolderRefresh.KnownWithin;
        var next = mayAppear || polled is { IsAnswered: false } || (polled is null && folder is null) ? check.Value.Postponed(now, scope.Settings)
            : folder is null ? null
            : check.Value.Next(folder, now, overdue.SettingsOf(pass));
        await rows.MoveAsync(check, next);
        pass.Counts.Add(ReconciliationCounts.GivenUp, next?.Kind is CheckKind.GivenUp ? 1 : 0);
    }
}
