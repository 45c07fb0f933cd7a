using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>
/// Stores the ids of runs over a span that may be unfinished. Every method throws <see cref="StoreUnavailableException"/> when the storage
/// cannot be reached.
/// </summary>
public interface ISpanLedger
{
    /// <summary>Reads the ids.</summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The ids, or null before the first run.</returns>
    Task<Stored<IReadOnlyList<RunId>>?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Stores the ids, unless another writer changed them first.</summary>
    /// <param name="runs">The ids.</param>
    /// <param name="etag">The ETag of the row to replace; null to insert.</param>
    /// <param name="cancellationToken">Cancels the write, which may still have taken place.</param>
    /// <returns>False when another writer changed the row first.</returns>
    Task<bool> TryWriteAsync(IReadOnlyList<RunId> runs, string? etag, CancellationToken cancellationToken);
}
