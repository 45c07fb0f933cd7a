using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Removal;

/// <summary>Removes records that are older than they may be kept. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IExpiredRecords
{
    /// <summary>Removes some refused webhooks, runs and reports, notifications of endpoints about themselves, and fences that no folder has come behind. Tombstones stay.</summary>
    /// <param name="before">Those from before this time, UTC.</param>
    /// <param name="kept">Runs that stay all the same, with their reports.</param>
    /// <param name="from">Where to go on, as an earlier removal told; null at the beginning.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>How many rows were removed, and where to go on.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not one that an earlier removal told.</exception>
    Task<Swept> RemoveSomeAsync(DateTimeOffset before, IReadOnlyCollection<RunId> kept, string? from, CancellationToken cancellationToken);
}
