using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Removal;

/// <summary>Removes what is stored of folders that are erased. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IFolderRemoval
{
    /// <summary>Puts a tombstone in a folder's place, or in an earlier tombstone's, unless another writer was faster. From then on nothing about the folder is taken.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="tombstone">The tombstone.</param>
    /// <param name="etag">What was read and is to be replaced.</param>
    /// <param name="cancellationToken">Gives up the write; whether it took place is then unknown.</param>
    /// <returns>False when the race was lost.</returns>
    Task<bool> TryEntombAsync(string folderId, FolderTombstone tombstone, string etag, CancellationToken cancellationToken);

    /// <summary>Removes the deliveries beside a tombstone that have not arrived, so that no attempt can claim one any more.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>Whether one of them was claimed, so that its attempt may be about to begin.</returns>
    Task<bool> RemoveOwedAsync(string folderId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Removes some of what is stored beside a tombstone: history, analyses, deliveries and what is listed of those.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>How many rows were removed; null when none are left.</returns>
    Task<int?> RemoveSomeAsync(string folderId, CancellationToken cancellationToken);

    /// <summary>Takes a folder off all lists.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="indexHour">The hour under which the index lists it.</param>
    /// <param name="metadata">The metadata values under which it may be listed, beside those that its row of the index names.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>How many rows were removed.</returns>
    Task<int> UnlistAsync(string folderId, IndexHour indexHour, IReadOnlyList<FolderMetadataEntry> metadata, CancellationToken cancellationToken);
}
