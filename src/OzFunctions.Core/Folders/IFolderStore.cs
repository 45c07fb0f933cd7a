namespace OzFunctions.Core.Folders;

/// <summary>Stores folders. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IFolderStore
{
    /// <summary>Reads a folder by its key; the cost is independent of the number of folders.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The folder, or null when there is none.</returns>
    Task<StoredFolder?> FindAsync(string folderId, CancellationToken cancellationToken);

    /// <summary>Changes the folder's ETag, so that every write based on an earlier read fails. Inserts a fence without a folder when there is no row.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="read">What was read; null when there was no row.</param>
    /// <param name="at">The current time, UTC.</param>
    /// <param name="cancellationToken">Cancels the write, which may still have taken place.</param>
    /// <returns>False when another writer changed the row first; read again.</returns>
    Task<bool> TryFenceOffAsync(string folderId, StoredFolder? read, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Keeps retention from removing a folder for two minutes, unless another writer changed or removed the folder first.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="etag">The ETag of the folder as read.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="cancellationToken">Cancels the write, which may still have taken place.</param>
    /// <returns>The new ETag; null when another writer was first.</returns>
    Task<string?> TryHoldAsync(string folderId, string etag, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Stores a change with everything that it owes atomically, unless another writer changed the folder first.</summary>
    /// <param name="write">The change.</param>
    /// <param name="cancellationToken">Cancels the write, which may still have taken place.</param>
    /// <returns>The stored change, or null when another writer changed the folder first: read, merge and try again.</returns>
    /// <exception cref="FolderTooLargeException">The folder is larger than one row can hold.</exception>
    Task<WrittenChange?> TryWriteAsync(FolderWrite write, CancellationToken cancellationToken);

    /// <summary>Writes the analysis rows that did not fit into the change's transaction. They are for people and tools; no rule reads them.</summary>
    /// <param name="folder">The folder as <see cref="TryWriteAsync"/> returned it.</param>
    /// <param name="cancellationToken">Cancels the operation; missing rows are written with the next change.</param>
    /// <returns>A task that completes when all are written, or when another writer has taken over.</returns>
    Task WriteMissingAnalysesAsync(StoredFolder folder, CancellationToken cancellationToken);

    /// <summary>Reads a folder's changes, newest first.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="newest">The newest version to return, at least 1.</param>
    /// <param name="limit">The maximum number of items, at least 1.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The changes.</returns>
    Task<IReadOnlyList<ChangeRecord>> ChangesAsync(string folderId, int newest, int limit, CancellationToken cancellationToken);
}
