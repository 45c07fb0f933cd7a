using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Removal;

/// <summary>Erases folders. A folder no longer exists for any caller once its tombstone is stored; a run then removes its rows.</summary>
/// <param name="store">The folder store.</param>
/// <param name="removal">Stores tombstones and removes rows.</param>
/// <param name="runs">Starts runs.</param>
/// <param name="time">The clock.</param>
public sealed class FolderEraser(IFolderStore store, IFolderRemoval removal, RunStarter runs, TimeProvider time)
{
    /// <summary>The run parameter that holds the folder's id.</summary>
    internal const string Folder = nameof(Folder);

    private const int MaxAttempts = 24;

    /// <summary>
    /// Erases a folder, or completes its erasure if the run of an earlier request failed or was lost. The run is stored before the tombstone,
    /// so that no crash leaves a tombstone without a run. After this returns, no notification about the folder is sent, except those already
    /// in transit.
    /// </summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="by">The name of the admin key.</param>
    /// <param name="cancellationToken">Cancels the operation; the folder may still be erased.</param>
    /// <returns>The run that removes the folder's rows; null when there is no such folder, or its erasure is complete.</returns>
    /// <exception cref="StoreUnavailableException">
    /// The storage cannot be reached, or other writers changed the folder first at every attempt; the folder may still be erased.
    /// </exception>
    public async Task<Run?> TryStartAsync(string folderId, string by, CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(folderId, cancellationToken);
        if (stored?.Folder is null && stored?.Tombstone is not { EndedAt: null })
        {
            return null;
        }

        var run = await runs.StartAsync(runs.New(RunKinds.Erase, by, new Dictionary<string, string> { [Folder] = folderId }), cancellationToken);
        await WriteTombstoneAsync(folderId, cancellationToken);
        await removal.RemoveOwedAsync(folderId, cancellationToken);

        // An attempt that claimed its delivery before must begin within this time, so after it none begins.
        await Task.Delay(DeliveryAttempts.BeginWithin, time, cancellationToken);
        return run;
    }

    /// <summary>Replaces a folder with its tombstone, unless that is done.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="cancellationToken">Cancels the operation; the tombstone may still have been stored.</param>
    /// <returns>The tombstone; null when there was no folder.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or other writers changed the folder first at every attempt.</exception>
    internal async Task<FolderTombstone?> WriteTombstoneAsync(string folderId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stored = await store.FindAsync(folderId, cancellationToken);
            if (stored?.Folder is not { } folder)
            {
                return stored?.Tombstone;
            }

            var tombstone = FolderTombstone.Of(folder, now);
            if (await removal.TryWriteTombstoneAsync(folderId, tombstone, stored.ETag, cancellationToken))
            {
                return tombstone;
            }
        }

        throw new StoreUnavailableException($"Other writers changed the folder first, {MaxAttempts} times in a row.");
    }

    /// <summary>Records in a tombstone that nothing else of the folder is left, and removes the metadata values from it.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="cancellationToken">Cancels the operation; it may still have been recorded.</param>
    /// <returns>A task that completes when it is recorded.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or another writer changed the tombstone first.</exception>
    internal async Task EndAsync(string folderId, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(folderId, cancellationToken) is { Tombstone: { EndedAt: null } tombstone } stored
            && !await removal.TryWriteTombstoneAsync(folderId, tombstone with { Metadata = [], EndedAt = time.GetUtcNow() }, stored.ETag, cancellationToken))
        {
            throw new StoreUnavailableException("Another writer changed the tombstone first.");
        }
    }
}
