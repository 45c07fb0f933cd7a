using OzFunctions.Core.Folders;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Moves and repairs rows of the list of scheduled checks.</summary>
/// <param name="checks">The list of scheduled checks.</param>
/// <param name="store">The folder store.</param>
/// <param name="listing">Verifies written list rows.</param>
/// <param name="poll">Follows up changes that were not followed up.</param>
public sealed class DueRows(IFolderChecks checks, IFolderStore store, FolderListWriter listing, FolderPoll poll)
{
    /// <summary>Repairs the list when a row is not that of the folder's last listed change.</summary>
    /// <param name="check">The row.</param>
    /// <param name="stored">What is stored of its folder.</param>
    /// <param name="counts">The run's counts.</param>
    /// <returns>False when the row is up to date.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<bool> RepairIfOutdatedAsync(Stored<FolderCheck> check, StoredFolder? stored, RunCounts counts)
    {
        var folder = stored?.Folder;
        if (stored?.Tombstone is null && (folder?.ListVersion ?? 0) == check.Value.Version)
        {
            return false;
        }

        // The change may never have been followed up. Repairing the lists must not lose what else it owes.
        await (folder is null ? Task.CompletedTask : poll.FollowUpAsync(folder, counts));
        await RepairAsync(check, folder);
        return true;
    }

    /// <summary>Replaces a row by that of the next check.</summary>
    /// <param name="check">The row.</param>
    /// <param name="next">The next check; null for none.</param>
    /// <returns>A task that completes when the list is written.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task MoveAsync(Stored<FolderCheck> check, FolderCheck? next)
    {
        await checks.MoveAsync(check, next, CancellationToken.None);

        if (next is null)
        {
            return;
        }

        // The folder may have been listed anew, or erased, meanwhile. The folder is read after the move, so at least one of the two sees the other.
        var stored = await store.FindAsync(next.FolderId, CancellationToken.None);
        if (stored?.Tombstone is not null)
        {
            await checks.RemoveAsync(next.FolderId, CancellationToken.None);
        }
        else if (stored?.Folder is { } folder && folder.ListVersion != next.Version)
        {
            await RewriteAsync(folder);
        }
    }

    /// <summary>Writes a folder's rows anew and drops the row that led to it.</summary>
    /// <param name="check">The row.</param>
    /// <param name="folder">The folder; null when it is not stored.</param>
    /// <returns>A task that completes when the list is written.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task RepairAsync(Stored<FolderCheck> check, Folder? folder)
    {
        await (folder is null ? checks.RemoveAsync(check.Value.FolderId, CancellationToken.None) : RewriteAsync(folder));

        // Dropped last: if this is interrupted, the row leads here again.
        await checks.DropAsync(check, CancellationToken.None);
    }

    private Task RewriteAsync(Folder folder) => listing.ConfirmAsync(checks.RewriteAsync(folder, CancellationToken.None), folder, CancellationToken.None);
}
