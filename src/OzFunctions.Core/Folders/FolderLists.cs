using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Removal;

namespace OzFunctions.Core.Folders;

/// <summary>Keeps the lists of folders behind the folders themselves: by hour and by metadata value, and of those to ask Oz about.</summary>
/// <param name="index">Lists folders.</param>
/// <param name="aliases">Lists folders by metadata value.</param>
/// <param name="counts">Remembers how many folders there are of hours that are over.</param>
/// <param name="removal">Takes folders off the lists.</param>
/// <param name="checks">Lists folders to ask Oz about.</param>
/// <param name="time">The clock.</param>
public sealed class FolderLists(
    IFolderIndex index,
    IFolderAliases aliases,
    IHourCounts counts,
    IFolderRemoval removal,
    IFolderChecks checks,
    TimeProvider time)
{
    /// <summary>Writes a folder's rows of all lists, over whatever is there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="since">
    /// The first version that may not be listed yet. The folder names only the rows of the version before its own, so when it is newer than
    /// <paramref name="since"/>, rows of all earlier versions are found by a read.
    /// </param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when they are written.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task WriteAsync(Folder folder, int since, CancellationToken cancellationToken) => Task.WhenAll(
        WriteIndexAsync(folder, withMetadata: folder.MetadataVersion >= since, cancellationToken),
        folder.ListVersion > since ? checks.RewriteAsync(folder, cancellationToken) : checks.WriteAsync(folder, cancellationToken));

    /// <summary>Takes a folder that was removed off all lists.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="indexHour">The hour under which the index lists it.</param>
    /// <param name="metadata">The metadata values under which it may be listed, beside those that its row of the index names.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>How many rows were removed.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<int> RemoveAsync(string folderId, IndexHour indexHour, IReadOnlyList<FolderMetadataEntry> metadata, CancellationToken cancellationToken)
    {
        var removed = await removal.UnlistAsync(folderId, indexHour, metadata, cancellationToken);
        await RecountAsync([indexHour], cancellationToken);
        return removed;
    }

    /// <summary>Has hours counted anew, after what is listed of them has changed. A crash between the two must lead here again.</summary>
    /// <param name="hours">The hours.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when their counts are dropped.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal Task RecountAsync(IEnumerable<IndexHour> hours, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        List<IndexHour> stored = [.. hours.Where(hour => HourCounts.MayBeStored(hour, now) && hour.Number >= FirstShown(now).Number)];
        return stored.Count == 0 ? Task.CompletedTask : counts.DropAsync(stored, cancellationToken);
    }

    /// <summary>Has the hours until an hour counted anew, as far back as anybody looks.</summary>
    /// <param name="last">The last hour.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when their counts are dropped.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task RecountUntilAsync(IndexHour last, CancellationToken cancellationToken) =>
        counts.DropAsync(new HourSpan(FirstShown(time.GetUtcNow()), last).Hours, cancellationToken);

    /// <summary>Whether the index does not yet list a folder as it is.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The first version of which the index lacks something, or null when it lacks nothing.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<int?> FirstLackingAsync(Folder folder, CancellationToken cancellationToken)
    {
        var listed = await index.VersionOfAsync(folder, cancellationToken);
        return listed < folder.ListVersion ? listed + 1 : null;
    }

    private async Task WriteIndexAsync(Folder folder, bool withMetadata, CancellationToken cancellationToken)
    {
        // First the row that names the others, so that whatever a crash leaves of them is found.
        await index.WriteAsync(folder, cancellationToken);
        if (withMetadata)
        {
            await aliases.WriteAsync(folder, cancellationToken);
        }

        await RecountAsync([folder.IndexHour], cancellationToken);
    }

    // A day more, for who reads the clock a moment earlier.
    private static IndexHour FirstShown(DateTimeOffset now) => HourSpan.OfDay(IndexHour.Of(now).Day.AddDays(-DayCounts.MostDays)).First;
}
