namespace OzFunctions.Core.Folders;

/// <summary>Lists folders by the day on which they were first seen, and by the named metadata values. Written behind the folder itself.</summary>
public interface IFolderIndex
{
    /// <summary>Brings a folder's entries up to date. A version older than the listed one changes nothing.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when they are.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    Task RecordAsync(Folder folder, CancellationToken cancellationToken);
}
