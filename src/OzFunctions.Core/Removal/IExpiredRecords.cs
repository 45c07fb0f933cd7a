using OzFunctions.Core.Folders;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Removal;

/// <summary>Finds what is older than it may be kept. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IExpiredRecords
{
    /// <summary>Lists folders that nothing changed since a time, as the index has them; a folder itself may have changed since.</summary>
    /// <param name="before">The time, UTC.</param>
    /// <param name="from">Where the page begins, as an earlier one told; null for the first.</param>
    /// <param name="limit">How many at most, 1 to 1,000. A page may hold fewer, and none, before the last.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>A page.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not one that an earlier page gave out.</exception>
    Task<PageOf<IndexedFolder>> FoldersAsync(DateTimeOffset before, string? from, int limit, CancellationToken cancellationToken);

    /// <summary>Removes some refused webhooks, runs and reports from before a time.</summary>
    /// <param name="before">The time, UTC.</param>
    /// <param name="kept">Runs that stay all the same, with their reports.</param>
    /// <param name="from">Where to go on, as an earlier removal told; null at the beginning.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>How many rows were removed, and where to go on.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not one that an earlier removal told.</exception>
    Task<Swept> RemoveSomeAsync(DateTimeOffset before, IReadOnlyCollection<RunId> kept, string? from, CancellationToken cancellationToken);
}
