namespace OzFunctions.Core.Runs;

/// <summary>Remembers which run of a kind is the one. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IRunLedger
{
    /// <summary>Reads the ledger of a kind.</summary>
    /// <param name="kind">A value of <see cref="RunKinds"/>.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The ledger, or null before the first run.</returns>
    Task<Stored<RunLedger>?> FindAsync(string kind, CancellationToken cancellationToken);

    /// <summary>Stores the ledger of the kind of run that it names, unless another writer was faster.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="etag">What was read and is to be replaced; null when nothing was there.</param>
    /// <param name="cancellationToken">Gives up the write; whether it took place is then unknown.</param>
    /// <returns>False when the race was lost.</returns>
    Task<bool> TryWriteAsync(RunLedger ledger, string? etag, CancellationToken cancellationToken);
}
