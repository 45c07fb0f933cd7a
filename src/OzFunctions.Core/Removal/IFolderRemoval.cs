using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Removal;

/// <summary>Removes the rows of erased folders. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IFolderRemoval
{
    /// <summary>
    /// Replaces a folder, or an earlier tombstone, with a tombstone, unless another writer changed it first. From then on nothing about the
    /// folder is stored.
    /// </summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="tombstone">The tombstone.</param>
    /// <param name="etag">The ETag of the row to replace.</param>
    /// <param name="cancellationToken">Cancels the write, which may still have taken place.</param>
    /// <returns>False when another writer changed the row first.</returns>
    Task<bool> TryWriteTombstoneAsync(string folderId, FolderTombstone tombstone, string etag, CancellationToken cancellationToken);

    /// <summary>Removes the undelivered deliveries beside a tombstone, so that no attempt can claim one.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>A task that completes when they are removed.</returns>
    Task RemoveOwedAsync(string folderId, CancellationToken cancellationToken);

    /// <summary>Removes some of the rows beside a tombstone: history, analyses, deliveries and their list entries.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>The number of rows removed; null when none are left.</returns>
    Task<int?> RemoveSomeAsync(string folderId, CancellationToken cancellationToken);

    /// <summary>Removes a folder from all lists.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="indexHour">The folder's hour in the index.</param>
    /// <param name="metadata">The metadata values under which it may be listed, in addition to those in its index row.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>The number of rows removed.</returns>
    Task<int> UnlistAsync(string folderId, IndexHour indexHour, IReadOnlyList<FolderMetadataEntry> metadata, CancellationToken cancellationToken);
}
