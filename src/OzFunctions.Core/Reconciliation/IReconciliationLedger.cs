namespace OzFunctions.Core.Reconciliation;

/// <summary>Remembers which run of reconciliation is the one. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IReconciliationLedger
{
    /// <summary>Reads the ledger.</summary>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The ledger, or null before the first run.</returns>
    Task<Stored<ReconciliationLedger>?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Stores the ledger, unless another writer was faster.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="etag">What was read and is to be replaced; null when nothing was there.</param>
    /// <param name="cancellationToken">Gives up the write; whether it took place is then unknown.</param>
    /// <returns>False when the race was lost.</returns>
    Task<bool> TryWriteAsync(ReconciliationLedger ledger, string? etag, CancellationToken cancellationToken);
}
