namespace OzFunctions.Core.Folders;

/// <summary>
/// Counts the folders of a day, and remembers what was counted of finished ones. A count is stored only if nothing dropped it since it was begun:
/// whoever changes what is listed of a finished day drops its count afterwards, so that no count stays that the change is not in.
/// </summary>
/// <remarks>Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</remarks>
public interface IDayCounts
{
    /// <summary>Reads what is stored of some days. Comes before counting.</summary>
    /// <param name="first">The first day, UTC.</param>
    /// <param name="last">The last day, UTC.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>By day: its counts, null where they were dropped. Days that were never stored nor dropped are missing.</returns>
    Task<IReadOnlyDictionary<DateOnly, Stored<DayCounts?>>> FindAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken);

    /// <summary>Counts the folders of a day: a read for each 1,000 of them.</summary>
    /// <param name="day">The day, UTC.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The counts.</returns>
    Task<DayCounts> CountAsync(DateOnly day, CancellationToken cancellationToken);

    /// <summary>Stores counts, unless they were dropped or stored since they were read.</summary>
    /// <param name="counts">The counts.</param>
    /// <param name="etag">What was read before counting; null when nothing was there.</param>
    /// <param name="cancellationToken">Gives up the write; whether it took place is then unknown.</param>
    /// <returns>A task that ends when they are stored, or must not be.</returns>
    Task TryStoreAsync(DayCounts counts, string? etag, CancellationToken cancellationToken);

    /// <summary>Drops the counts of a day, and those that somebody is making. Comes after what is listed of the day has changed.</summary>
    /// <param name="day">The day, UTC.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when they are dropped.</returns>
    Task DropAsync(DateOnly day, CancellationToken cancellationToken);
}
