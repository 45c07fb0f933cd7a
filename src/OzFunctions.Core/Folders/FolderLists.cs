using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Removal;

namespace OzFunctions.Core.Folders;

/// <summary>
/// Keeps the lists of folders up to date: by hour, by metadata value, and of folders due to be polled. They are written after the folder
/// itself.
/// </summary>
/// <param name="index">The index of folders by hour.</param>
/// <param name="aliases">The list of folders by metadata value.</param>
/// <param name="counts">The stored counts of past hours.</param>
/// <param name="removal">Removes folders from the lists.</param>
/// <param name="checks">The list of folders due to be polled.</param>
/// <param name="time">The clock.</param>
public sealed class FolderLists(
    IFolderIndex index,
    IFolderAliases aliases,
    IHourCounts counts,
    IFolderRemoval removal,
    IFolderChecks checks,
    TimeProvider time)
{
    /// <summary>Writes a folder's rows on all lists.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="since">
    /// The first version that may not be listed yet. A folder names only the rows of the version before its own; when it is newer than
    /// <paramref name="since"/>, the rows of all earlier versions are found by a read.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>A task that completes when the rows are written.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task WriteAsync(Folder folder, int since, CancellationToken cancellationToken) => Task.WhenAll(
        WriteIndexAsync(folder, withMetadata: folder.MetadataVersion >= since, cancellationToken),
        folder.ListVersion > since ? checks.RewriteAsync(folder, cancellationToken) : checks.WriteAsync(folder, cancellationToken));

    /// <summary>Removes a folder from all lists after the folder itself was removed.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="indexHour">The folder's hour in the index.</param>
    /// <param name="metadata">The metadata values under which it may be listed, in addition to those in its index row.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>The number of rows removed.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<int> RemoveAsync(string folderId, IndexHour indexHour, IReadOnlyList<FolderMetadataEntry> metadata, CancellationToken cancellationToken)
    {
        var removed = await removal.UnlistAsync(folderId, indexHour, metadata, cancellationToken);
        await DropCountsAsync([indexHour], cancellationToken);
        return removed;
    }

    /// <summary>Drops the stored counts of hours whose listed folders changed. After a crash between the two, the operation must be repeated.</summary>
    /// <param name="hours">The hours.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>A task that completes when their counts are dropped.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal Task DropCountsAsync(IEnumerable<IndexHour> hours, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        List<IndexHour> stored = [.. hours.Where(hour => HourCounts.MayBeStored(hour, now) && hour.Number >= FirstShown(now).Number)];
        return stored.Count == 0 ? Task.CompletedTask : counts.DropAsync(stored, cancellationToken);
    }

    /// <summary>Drops the stored counts of all hours up to an hour, as far back as counts are shown.</summary>
    /// <param name="last">The last hour.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>A task that completes when their counts are dropped.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task DropCountsUntilAsync(IndexHour last, CancellationToken cancellationToken) =>
        counts.DropAsync(new HourSpan(FirstShown(time.GetUtcNow()), last).Hours, cancellationToken);

    /// <summary>Finds out whether the index is behind a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The first version that the index lacks, or null when it is up to date.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<int?> FirstMissingVersionAsync(Folder folder, CancellationToken cancellationToken)
    {
        var listed = await index.VersionOfAsync(folder, cancellationToken);
        return listed < folder.ListVersion ? listed + 1 : null;
    }

    private async Task WriteIndexAsync(Folder folder, bool withMetadata, CancellationToken cancellationToken)
    {
        // The index row names the others, so it is written first: rows left by a crash can then be found.
        await index.WriteAsync(folder, cancellationToken);
        if (withMetadata)
        {
            await aliases.WriteAsync(folder, cancellationToken);
        }

        await DropCountsAsync([folder.IndexHour], cancellationToken);
    }

    // One day more, for readers whose clock is slightly behind.
    private static IndexHour FirstShown(DateTimeOffset now) => HourSpan.OfDay(IndexHour.Of(now).Day.AddDays(-DayCounts.MostDays)).First;
}
