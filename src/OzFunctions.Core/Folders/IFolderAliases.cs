namespace OzFunctions.Core.Folders;

/// <summary>Lists folders by their named metadata values. Written after the folder itself, together with <see cref="IFolderIndex"/>.</summary>
public interface IFolderAliases
{
    /// <summary>Lists a folder under its current values and removes it from its earlier ones.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>A task that completes when the folder is listed.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    Task WriteAsync(Folder folder, CancellationToken cancellationToken);

    /// <summary>Removes a folder from the lists of values.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="metadata">The values.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>The number of rows removed.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    Task<int> RemoveAsync(string folderId, IReadOnlyList<FolderMetadataEntry> metadata, CancellationToken cancellationToken);

    /// <summary>Lists the ids of folders that have, or had, a value. The caller must check each folder.</summary>
    /// <param name="entry">The metadata key and its value.</param>
    /// <param name="from">The continuation that an earlier page returned; null for the first page.</param>
    /// <param name="limit">The maximum number of items, 1 to 1,000. Any page may hold fewer, even none.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>A page of ids.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not a continuation that an earlier page returned.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    Task<PageOf<string>> FindAsync(FolderMetadataEntry entry, string? from, int limit, CancellationToken cancellationToken);
}
