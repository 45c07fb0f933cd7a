namespace OzFunctions.Core.Folders;

/// <summary>
/// Counts the folders of hours, and remembers the counts of hours that are over. Counts are stored only if nobody dropped them since counting
/// began: whoever changes what is listed of such an hour drops its counts afterwards, so that no counts stay that lack the change.
/// </summary>
/// <remarks>Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</remarks>
public interface IHourCounts
{
    /// <summary>Reads what is stored of some hours. Comes before counting.</summary>
    /// <param name="hours">The hours.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>By hour: its counts, null where they were dropped. Hours whose counts were never stored nor dropped are missing.</returns>
    Task<IReadOnlyDictionary<IndexHour, Stored<FolderCounts?>>> FindAsync(HourSpan hours, CancellationToken cancellationToken);

    /// <summary>Counts the folders of some hours: a read for each 1,000 of them.</summary>
    /// <param name="hours">The hours.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The counts by hour. Hours without folders are missing.</returns>
    Task<IReadOnlyDictionary<IndexHour, FolderCounts>> CountAsync(HourSpan hours, CancellationToken cancellationToken);

    /// <summary>Stores counts, without those of hours whose counts were dropped or stored since they were read.</summary>
    /// <param name="counted">The counts, of at most 100 hours, each once.</param>
    /// <param name="cancellationToken">Gives up; which were stored is then unknown.</param>
    /// <returns>A task that ends when all that may be are stored.</returns>
    Task TryStoreAsync(IReadOnlyList<CountedHour> counted, CancellationToken cancellationToken);

    /// <summary>Drops the counts of some hours, and those that somebody is making. Comes after what is listed of the hours has changed.</summary>
    /// <param name="hours">The hours.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when they are dropped.</returns>
    Task DropAsync(IEnumerable<IndexHour> hours, CancellationToken cancellationToken);
}
