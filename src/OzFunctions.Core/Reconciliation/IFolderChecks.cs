using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Lists the folders that Oz is to be asked about. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IFolderChecks
{
    /// <summary>Into how many parts the list falls; each is read apart.</summary>
    int Parts { get; }

    /// <summary>Lists a folder's first check after a change, over whatever is there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Gives up; whether it was listed is then unknown.</param>
    /// <returns>A task that ends when it is listed.</returns>
    Task WriteAsync(Folder folder, CancellationToken cancellationToken);

    /// <summary>Lists a folder's first check after a change in place of all that is listed of other versions, unless a check of this version is listed.</summary>
    /// <param name="folder">The folder as it was just read.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when nothing of another version is listed, but rows that nothing names and that are dropped when they are due.</returns>
    Task RewriteAsync(Folder folder, CancellationToken cancellationToken);

    /// <summary>Sees to it that a folder is due by a certain time, unless it is open and its rows are still to be written.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="folder">The folder; null when it is not stored.</param>
    /// <param name="at">By when, UTC.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when it is.</returns>
    Task HastenAsync(string folderId, Folder? folder, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Reads some of the checks that are due, the oldest first.</summary>
    /// <param name="part">Which part, from 0 to <see cref="Parts"/> - 1.</param>
    /// <param name="isRunning">Whether of those that run, or of all others.</param>
    /// <param name="now">The time by which they are due, UTC.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The checks; none only when none is due.</returns>
    Task<IReadOnlyList<Stored<FolderCheck>>> DueAsync(int part, bool isRunning, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Sets a folder's next check, unless the folder changed meanwhile and has another.</summary>
    /// <param name="check">What was read.</param>
    /// <param name="following">The next check; null when there is none any more.</param>
    /// <param name="cancellationToken">Gives up; whether it took place is then unknown.</param>
    /// <returns>A task that ends when it is set.</returns>
    Task MoveAsync(Stored<FolderCheck> check, FolderCheck? following, CancellationToken cancellationToken);

    /// <summary>Takes a check off the list that the folder's other rows do not name, or no longer.</summary>
    /// <param name="check">What was read.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when it is off, or written anew.</returns>
    Task DropAsync(Stored<FolderCheck> check, CancellationToken cancellationToken);

    /// <summary>Takes a folder off the list.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>How many rows were removed.</returns>
    Task<int> RemoveAsync(string folderId, CancellationToken cancellationToken);
}
