using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Removal;

/// <summary>Removes expired records. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IExpiredRecords
{
    /// <summary>Removes some rejected webhooks, runs and reports, notifications about endpoints, and fences without a folder. Tombstones stay.</summary>
    /// <param name="before">Records from before this time expire, UTC.</param>
    /// <param name="kept">Runs that are kept with their reports.</param>
    /// <param name="from">The continuation that an earlier call returned; null for the first call.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>The number of rows removed, and the continuation.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not a continuation that an earlier call returned.</exception>
    Task<RemovedRecords> RemoveSomeAsync(DateTimeOffset before, IReadOnlyCollection<RunId> kept, string? from, CancellationToken cancellationToken);
}
