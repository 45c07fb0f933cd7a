namespace OzFunctions.Core.Runs;

/// <summary>Stores the newest run of each kind. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IRunLedger
{
    /// <summary>Reads the ledger of a kind of run.</summary>
    /// <param name="kind">A value of <see cref="RunKinds"/>.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The ledger, or null before the first run.</returns>
    Task<Stored<RunLedger>?> FindAsync(string kind, CancellationToken cancellationToken);

    /// <summary>Stores the ledger of its run's kind, unless another writer changed it first.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="etag">The ETag of the row to replace; null to insert.</param>
    /// <param name="cancellationToken">Cancels the write, which may still have taken place.</param>
    /// <returns>False when another writer changed the row first.</returns>
    Task<bool> TryWriteAsync(RunLedger ledger, string? etag, CancellationToken cancellationToken);
}
