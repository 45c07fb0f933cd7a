using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Remembers the runs over spans that may not be done. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface ISpanLedger
{
    /// <summary>Reads the runs.</summary>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>Their ids, or null before the first.</returns>
    Task<Stored<IReadOnlyList<RunId>>?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Stores the runs, unless another writer was faster.</summary>
    /// <param name="runs">Their ids.</param>
    /// <param name="etag">What was read and is to be replaced; null when nothing was there.</param>
    /// <param name="cancellationToken">Gives up the write; whether it took place is then unknown.</param>
    /// <returns>False when the race was lost.</returns>
    Task<bool> TryWriteAsync(IReadOnlyList<RunId> runs, string? etag, CancellationToken cancellationToken);
}
