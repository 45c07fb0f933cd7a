namespace OzFunctions.Core.Reconciliation;

/// <summary>
/// Lists open folders: those whose result may still change, or that a person must look at. Every method throws
/// <see cref="StoreUnavailableException"/> when the storage cannot be reached.
/// </summary>
public interface IOpenFolders
{
    /// <summary>Lists open folders in no particular order, except that folders that were given up come last.</summary>
    /// <param name="reason">Only folders with this reason; <see cref="OpenReasons.None"/> for all open folders.</param>
    /// <param name="from">The continuation that an earlier page returned; null for the first page.</param>
    /// <param name="limit">The maximum number of items, 1 to 1,000. Any page may hold fewer, even none.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>A page.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not a continuation that an earlier page returned.</exception>
    Task<PageOf<FolderCheck>> ListAsync(OpenReasons reason, string? from, int limit, CancellationToken cancellationToken);

    /// <summary>Counts open folders up to the limits of <see cref="OpenCounts"/>, with about 60 reads at most.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The counts.</returns>
    Task<OpenCounts> CountAsync(CancellationToken cancellationToken);
}
