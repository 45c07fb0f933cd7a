using OzFunctions.Core.Folders;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Asks Oz about the folders that are due, and tells of those that have been running for too long.</summary>
/// <param name="checks">Lists them.</param>
/// <param name="store">Remembers folders.</param>
/// <param name="writer">Makes changes durable.</param>
/// <param name="listing">Lists folders.</param>
/// <param name="look">Looks at a folder.</param>
/// <param name="scope">Whether Oz can be asked, when, and what time it is.</param>
public sealed class DueFolders(IFolderChecks checks, IFolderStore store, FolderWriter writer, FolderListing listing, FolderLook look, ReconciliationScope scope)
{
    private const int PageSize = 48;
    private const int AtOnce = 4;

    /// <summary>Goes on with the due folders, part by part.</summary>
    /// <param name="pass">The step.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <returns>Whether all were looked at; else the step's time was up.</returns>
    /// <exception cref="OzUnavailableException">Oz cannot be asked now.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<bool> RunAsync(ReconciliationPass pass, CancellationToken cancellationToken)
    {
        var isSlow = false;
        while (pass.Progress.Parts < checks.Parts && !pass.IsTimeUp && !isSlow)
        {
            var part = (pass.Progress.FirstPart + pass.Progress.Parts) % checks.Parts;
            var due = await pass.WaitForStorageAsync(() => checks.DueAsync(part, pass.Progress.To, PageSize, CancellationToken.None));
            if (due.Count == 0)
            {
                pass.Progress = pass.Progress with { Parts = pass.Progress.Parts + 1 };
            }

            foreach (var some in due.Chunk(AtOnce).TakeWhile(_ => !pass.IsTimeUp))
            {
                await Task.WhenAll(some.Select(check => LookAsync(check, pass, cancellationToken)));
                pass.Progress = pass.Progress with { Tries = 0 };
            }

            isSlow = pass.IsStorageSlow;
        }

        return pass.Progress.Parts >= checks.Parts;
    }

    private async Task LookAsync(Stored<FolderCheck> check, ReconciliationPass pass, CancellationToken cancellationToken)
    {
        var folderId = check.Value.FolderId;
        var looked = scope.CanAsk ? await look.AskAsync(folderId, pass.Counts, cancellationToken) : null;
        var folder = looked?.Folder ?? (await store.FindAsync(folderId, CancellationToken.None))?.Folder;
        if (folder is null)
        {
            await checks.MoveAsync(check, null, CancellationToken.None);
            return;
        }

        folder = await MarkOverdueAsync(folder, pass.Counts);
        if (folder.ListVersion != check.Value.Version)
        {
            // The follow-up of the change lists it too, but later: until then it would be due again and again.
            await listing.ListAsync(folder, CancellationToken.None);
            return;
        }

        // By whichever clock is ahead, so that what this run looked at is not due in this run again.
        var now = scope.Now > pass.Progress.To ? scope.Now : pass.Progress.To;
        var next = looked is { IsAnswered: false } ? check.Value.Postponed(now, scope.Settings) : check.Value.Next(folder, now, scope.Settings);
        await checks.MoveAsync(check, next, CancellationToken.None);
        pass.Counts.Add(LookCounts.GivenUp, next is not null && next.Reasons.HasFlag(OpenReasons.GivenUp) ? 1 : 0);
    }

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
