namespace OzFunctions.Core.Folders;

/// <summary>Remembers folders. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IFolderStore
{
    /// <summary>Reads a folder by its key: the cost does not depend on how many folders there are.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The folder, or null when it was never stored.</returns>
    Task<StoredFolder?> FindAsync(string folderId, CancellationToken cancellationToken);

    /// <summary>Makes every write fail that is based on what was read before, and changes nothing else. Where nothing was, a fence without a folder stands then.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="read">What was read; null when nothing was there.</param>
    /// <param name="at">The current time, UTC.</param>
    /// <param name="cancellationToken">Gives up the write; whether it took place is then unknown.</param>
    /// <returns>False when another writer was faster: read again.</returns>
    Task<bool> TryFenceOffAsync(string folderId, StoredFolder? read, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Stores a change with everything that it owes, all or nothing, unless another writer was faster.</summary>
    /// <param name="write">What to store.</param>
    /// <param name="cancellationToken">Gives up the write; whether it took place is then unknown.</param>
    /// <returns>What is stored now, or null when the race was lost: read, merge and try again.</returns>
    /// <exception cref="FolderTooLargeException">The folder has outgrown what one record can hold.</exception>
    Task<WrittenChange?> TryWriteAsync(FolderWrite write, CancellationToken cancellationToken);

    /// <summary>Writes the status records of analyses that did not fit beside their change. They are for people and tools; no rule reads them.</summary>
    /// <param name="folder">The folder as <see cref="TryWriteAsync"/> left it.</param>
    /// <param name="cancellationToken">Gives up; what is missing is written with the next change.</param>
    /// <returns>A task that ends when all are written, or when another writer took the rest over.</returns>
    Task WriteMissingAnalysesAsync(StoredFolder folder, CancellationToken cancellationToken);

    /// <summary>Reads a folder's changes, newest first.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="newest">The version to begin at, at least 1.</param>
    /// <param name="limit">How many at most, at least 1.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The changes.</returns>
    Task<IReadOnlyList<ChangeRecord>> ChangesAsync(string folderId, int newest, int limit, CancellationToken cancellationToken);
}
