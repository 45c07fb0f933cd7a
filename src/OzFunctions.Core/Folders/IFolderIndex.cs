namespace OzFunctions.Core.Folders;

/// <summary>Lists folders by the hour in which they were first seen. Written after the folder itself.</summary>
public interface IFolderIndex
{
    /// <summary>Writes a folder's row unconditionally.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Cancels the write, which may still have taken place.</param>
    /// <returns>A task that completes when the row is written.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    Task WriteAsync(Folder folder, CancellationToken cancellationToken);

    /// <summary>Reads the version of a folder that is listed.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The version; 0 when the folder is not listed.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    Task<int> VersionOfAsync(Folder folder, CancellationToken cancellationToken);

    /// <summary>Lists the folders that were first seen within a span of hours: the latest hour first, within an hour by id.</summary>
    /// <param name="hours">The hours.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="from">The continuation that an earlier page returned; null for the first page.</param>
    /// <param name="limit">The maximum number of items, 1 to 1,000. Any page may hold fewer, even none.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>A page.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not a continuation that an earlier page returned.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    Task<PageOf<IndexedFolder>> ListAsync(HourSpan hours, FolderFilter filter, string? from, int limit, CancellationToken cancellationToken);
}
