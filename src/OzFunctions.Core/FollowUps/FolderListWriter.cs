using OzFunctions.Core.Folders;

namespace OzFunctions.Core.FollowUps;

/// <summary>
/// Updates the lists of folders. List rows are written without a read, where possible. Afterwards the folder is read; if it has changed or
/// was removed meanwhile, its rows are written again. A process that writes late thus corrects what it has overwritten.
/// </summary>
/// <param name="store">The folder store.</param>
/// <param name="lists">The lists.</param>
/// <param name="time">The clock.</param>
public sealed class FolderListWriter(IFolderStore store, FolderLists lists, TimeProvider time)
{
    private const int MaxAttempts = 10;

    // No folder expires this soon after its last change.
    private static readonly TimeSpan FreshFor = TimeSpan.FromHours(1);

    /// <summary>Lists a folder as it is stored, if it exists.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>A task that completes when the lists show the folder.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or the folder changed during every attempt.</exception>
    internal async Task ListAsync(string folderId, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(folderId, cancellationToken) is { Folder: { } folder } stored)
        {
            await HoldAsync(stored, cancellationToken);
            await ConfirmAsync(lists.WriteAsync(folder, since: 0, cancellationToken), folder, cancellationToken);
        }
    }

    /// <summary>
    /// Keeps retention from removing a folder while it is being listed. If this process wrote rows during the removal and died before it verified them, nothing would
    /// lead to those rows any more.
    /// </summary>
    /// <param name="stored">The folder.</param>
    /// <param name="cancellationToken">Cancels the operation; the folder may still be held.</param>
    /// <returns>The folder with its new ETag, if it had to be held.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or another writer changed or removed the folder first.</exception>
    internal async Task<StoredFolder> HoldAsync(StoredFolder stored, CancellationToken cancellationToken)
    {
        var (folder, now) = (stored.Folder!, time.GetUtcNow());
        if (now - folder.LastSeenAt <= FreshFor)
        {
            return stored;
        }

        return await store.TryHoldAsync(folder.FolderId, stored.ETag, now, cancellationToken) is { } etag
            ? stored with { ETag = etag }
            : throw new StoreUnavailableException("Another writer changed the folder before it was listed.");
    }

    /// <summary>Writes a folder's list rows. <see cref="ConfirmAsync"/> must follow.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="since">The first version that may not be listed yet.</param>
    /// <param name="until">The latest time to begin, UTC.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>A task that completes when the rows are written.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or <paramref name="until"/> has passed.</exception>
    internal Task WriteAsync(Folder folder, int since, DateTimeOffset until, CancellationToken cancellationToken) => time.GetUtcNow() <= until
        ? lists.WriteAsync(folder, since, cancellationToken)
        : Task.FromException(new StoreUnavailableException("The storage was too slow for the folder to be listed in time."));

    /// <summary>Verifies that the written rows are current, and writes them again if not.</summary>
    /// <param name="written">The task that writes the rows.</param>
    /// <param name="folder">The folder that is written.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>A task that completes when the lists show the folder as it is stored.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or the folder changed during every attempt.</exception>
    internal async Task ConfirmAsync(Task written, Folder folder, CancellationToken cancellationToken)
    {
        await written;
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            // A removal deletes the fence first and the list rows afterwards; this code writes the rows first and reads the fence
            // afterwards. So at least one of the two sees the other.
            var current = (await store.FindAsync(folder.FolderId, cancellationToken))?.Folder;
            if (current?.FirstSeenAt != folder.FirstSeenAt)
            {
                await lists.RemoveAsync(folder.FolderId, folder.IndexHour, folder.EveryMetadata, cancellationToken);

                // The folder may have been created anew meanwhile, with list rows in the same places.
                current = (await store.FindAsync(folder.FolderId, cancellationToken))?.Folder;
            }
            else if (current.ListVersion == folder.ListVersion)
            {
                return;
            }

            if (current is null)
            {
                return;
            }

            // The due row to remove is the one that was just written.
            await lists.WriteAsync(current with { FormerDue = folder.Due ?? current.FormerDue }, since: 0, cancellationToken);
            folder = current;
        }

        throw new StoreUnavailableException($"Other writers changed the folder while it was listed, {MaxAttempts} times in a row.");
    }

    /// <summary>Removes an erased folder from the lists.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="tombstone">The folder's tombstone.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>A task that completes when the folder is removed from the lists.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal Task RemoveAsync(string folderId, FolderTombstone tombstone, CancellationToken cancellationToken) =>
        lists.RemoveAsync(folderId, tombstone.IndexHour, tombstone.Entries, cancellationToken);
}
