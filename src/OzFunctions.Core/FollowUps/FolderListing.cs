using OzFunctions.Core.Folders;

namespace OzFunctions.Core.FollowUps;

/// <summary>
/// Lists folders as they are now. Rows of lists are written over whatever is there, without a read; a look at the folder afterwards sees whether it
/// changed or was removed meanwhile, and then its rows are written once more. So a process that writes late corrects what it has overwritten.
/// </summary>
/// <param name="store">Remembers folders.</param>
/// <param name="lists">Lists folders.</param>
/// <param name="time">The clock.</param>
public sealed class FolderListing(IFolderStore store, FolderLists lists, TimeProvider time)
{
    private const int MaxAttempts = 10;

    /// <summary>Lists a folder as it is, if there is one.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when the lists show it.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or the folder changed every time.</exception>
    internal async Task ListAsync(string folderId, CancellationToken cancellationToken)
    {
        if ((await store.FindAsync(folderId, cancellationToken))?.Folder is { } folder)
        {
            await ConfirmAsync(lists.WriteAsync(folder, since: 0, cancellationToken), folder, cancellationToken);
        }
    }

    /// <summary>Writes a folder's rows. Whether they are the newest is yet to be found out.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="since">The first version that may not be listed yet.</param>
    /// <param name="until">When it is too late to begin, UTC.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when they are written.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or it is too late.</exception>
    internal Task WriteAsync(Folder folder, int since, DateTimeOffset until, CancellationToken cancellationToken) => time.GetUtcNow() <= until
        ? lists.WriteAsync(folder, since, cancellationToken)
        : Task.FromException(new StoreUnavailableException("The storage was too slow for the folder to be listed in time."));

    /// <summary>Makes sure that what was written is the newest, and writes it once more where it is not.</summary>
    /// <param name="written">The write.</param>
    /// <param name="folder">The folder that was written.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when the lists show the folder as it is.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or the folder changed every time.</exception>
    internal async Task ConfirmAsync(Task written, Folder folder, CancellationToken cancellationToken)
    {
        await written;
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            // A folder is taken off the lists after its fence is removed. Since this looks after listing it, one of the two sees the other.
            var current = (await store.FindAsync(folder.FolderId, cancellationToken))?.Folder;
            if (current?.FirstSeenAt != folder.FirstSeenAt)
            {
                await lists.RemoveAsync(folder.FolderId, folder.IndexHour, folder.EveryMetadata, cancellationToken);

                // It may come again meanwhile, and some of its new rows have been where the old ones were.
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

            // What is to be removed is what was written just now.
            await lists.WriteAsync(current with { FormerDue = folder.Due ?? current.FormerDue }, since: 0, cancellationToken);
            folder = current;
        }

        throw new StoreUnavailableException($"Others changed the folder while it was listed, {MaxAttempts} times in a row.");
    }

    /// <summary>Takes a folder that was erased off the lists.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="tombstone">What is left of it.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when it is off.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal Task RemoveAsync(string folderId, FolderTombstone tombstone, CancellationToken cancellationToken) =>
        lists.RemoveAsync(folderId, tombstone.IndexHour, tombstone.Entries, cancellationToken);
}
