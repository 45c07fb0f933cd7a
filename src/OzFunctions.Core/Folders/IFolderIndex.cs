namespace OzFunctions.Core.Folders;

/// <summary>Lists folders by the hour in which they were first seen. Written behind the folder itself.</summary>
public interface IFolderIndex
{
    /// <summary>Writes a folder's row, over whatever is there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Gives up; whether it was written is then unknown.</param>
    /// <returns>A task that ends when it is written.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    Task WriteAsync(Folder folder, CancellationToken cancellationToken);

    /// <summary>The version of a folder that is listed.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The version; 0 when none is.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    Task<int> VersionOfAsync(Folder folder, CancellationToken cancellationToken);

    /// <summary>Lists folders that were first seen within some hours: the latest hour first, and of each hour by their ids.</summary>
    /// <param name="hours">The hours.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="from">Where the page begins, as an earlier one told; null for the first.</param>
    /// <param name="limit">How many at most, 1 to 1,000. A page may hold fewer, and none, before the last.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>A page.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not one that an earlier page gave out.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    Task<PageOf<IndexedFolder>> ListAsync(HourSpan hours, FolderFilter filter, string? from, int limit, CancellationToken cancellationToken);
}
