namespace OzFunctions.Core.Folders;

/// <summary>
/// Counts the folders of hours and stores the counts of past hours. Counts are stored only if they were not dropped since counting began. A
/// writer that changes the listed folders of a past hour drops its counts afterwards, so stale counts never remain.
/// </summary>
/// <remarks>Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</remarks>
public interface IHourCounts
{
    /// <summary>Reads the stored counts of hours. Must precede counting.</summary>
    /// <param name="hours">The hours.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The counts by hour, null where they were dropped. Hours whose counts were neither stored nor dropped before are missing.</returns>
    Task<IReadOnlyDictionary<IndexHour, Stored<FolderCounts?>>> FindAsync(HourSpan hours, CancellationToken cancellationToken);

    /// <summary>Counts the folders of hours, with one read for each 1,000 folders.</summary>
    /// <param name="hours">The hours.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The counts of every hour, the latest first, each as soon as all its folders are counted.</returns>
    IAsyncEnumerable<HourCounts> CountAsync(HourSpan hours, CancellationToken cancellationToken);

    /// <summary>Stores counts, except for hours whose counts were dropped or stored since they were read.</summary>
    /// <param name="counted">The counts of at most 100 hours, without duplicates.</param>
    /// <param name="cancellationToken">Cancels the operation; some may still have been stored.</param>
    /// <returns>A task that completes when all that still may be stored are stored.</returns>
    Task TryStoreAsync(IReadOnlyList<CountedHour> counted, CancellationToken cancellationToken);

    /// <summary>Drops the stored counts of hours, and any that are being computed. Must follow the change of the hours' listed folders.</summary>
    /// <param name="hours">The hours.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>A task that completes when the counts are dropped.</returns>
    Task DropAsync(IEnumerable<IndexHour> hours, CancellationToken cancellationToken);
}
