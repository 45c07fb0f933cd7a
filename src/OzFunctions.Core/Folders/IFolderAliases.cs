namespace OzFunctions.Core.Folders;

/// <summary>Finds folders by the named metadata values. Written behind the folder itself, together with <see cref="IFolderIndex"/>.</summary>
public interface IFolderAliases
{
    /// <summary>Lists a folder under the values that it has, and takes it off those that it had.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when it is listed.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    Task WriteAsync(Folder folder, CancellationToken cancellationToken);

    /// <summary>Takes a folder off the lists of values.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="metadata">The values.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>Under how many of them it was listed.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    Task<int> RemoveAsync(string folderId, IReadOnlyList<FolderMetadataEntry> metadata, CancellationToken cancellationToken);

    /// <summary>Lists the folders that have, or had, a value, by their ids. Whoever reads it checks with the folder.</summary>
    /// <param name="entry">The metadata key and its value.</param>
    /// <param name="from">Where the page begins, as an earlier one told; null for the first.</param>
    /// <param name="limit">How many at most, 1 to 1,000. A page may hold fewer, and none, before the last.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>A page of ids.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not one that an earlier page gave out.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    Task<PageOf<string>> FindAsync(FolderMetadataEntry entry, string? from, int limit, CancellationToken cancellationToken);
}
