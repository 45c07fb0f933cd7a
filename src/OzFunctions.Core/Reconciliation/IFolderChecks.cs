using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Reconciliation;

/// <summary>
/// Lists the scheduled checks of folders with Oz. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be
/// reached.
/// </summary>
public interface IFolderChecks
{
    /// <summary>The number of partitions of the list, which are read separately.</summary>
    int Parts { get; }

    /// <summary>Lists a folder's first check after a change, in place of the one before. Reads rows only when that one is not listed as the folder says.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Cancels the operation; the check may still have been listed.</param>
    /// <returns>A task that completes when the check, or that of a later version, is listed.</returns>
    Task WriteAsync(Folder folder, CancellationToken cancellationToken);

    /// <summary>Lists a folder's first check after a change and removes the rows of other versions, unless a check of this version is already listed.</summary>
    /// <param name="folder">The folder as just read.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>
    /// A task that completes when no row of another version is listed, except rows that nothing refers to, which are dropped when they are
    /// due.
    /// </returns>
    Task RewriteAsync(Folder folder, CancellationToken cancellationToken);

    /// <summary>Makes a folder's check due by a given time, unless the folder is open and its rows are still to be written.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="folder">The folder; null when it is not stored.</param>
    /// <param name="at">The time, UTC.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>A task that completes when the check is stored.</returns>
    Task MakeDueAsync(string folderId, Folder? folder, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Reads due checks, the oldest first.</summary>
    /// <param name="part">The partition, 0 to <see cref="Parts"/> - 1.</param>
    /// <param name="isRunning">True for running folders; false for all others.</param>
    /// <param name="now">The latest due time, UTC.</param>
    /// <param name="limit">The maximum number of items, 1 to 1,000.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The checks; empty only when none is due.</returns>
    Task<IReadOnlyList<Stored<FolderCheck>>> DueAsync(int part, bool isRunning, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Replaces a folder's check, unless the folder has changed since and has another.</summary>
    /// <param name="check">The check as read.</param>
    /// <param name="following">The next check; null for none.</param>
    /// <param name="cancellationToken">Cancels the operation; the check may still have been replaced.</param>
    /// <returns>A task that completes when the check is replaced.</returns>
    Task MoveAsync(Stored<FolderCheck> check, FolderCheck? following, CancellationToken cancellationToken);

    /// <summary>Removes a check that the folder's other rows do not refer to (any more).</summary>
    /// <param name="check">The check as read.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>A task that completes when the check is removed, or written anew.</returns>
    Task DropAsync(Stored<FolderCheck> check, CancellationToken cancellationToken);

    /// <summary>Removes a folder from the list.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>The number of rows removed.</returns>
    Task<int> RemoveAsync(string folderId, CancellationToken cancellationToken);
}
