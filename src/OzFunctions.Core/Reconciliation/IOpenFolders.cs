namespace OzFunctions.Core.Reconciliation;

/// <summary>Lists the folders whose result may still change or that a person must look at. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IOpenFolders
{
    /// <summary>Lists open folders, in no order that means anything, but those that were given up last.</summary>
    /// <param name="reason">One reason that they have; <see cref="OpenReasons.None"/> for all that are open.</param>
    /// <param name="from">Where the page begins, as an earlier one told; null for the first.</param>
    /// <param name="limit">How many at most, 1 to 1,000. A page may hold fewer, and none, before the last.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>A page.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not one that an earlier page gave out.</exception>
    Task<PageOf<FolderCheck>> ListAsync(OpenReasons reason, string? from, int limit, CancellationToken cancellationToken);

    /// <summary>Counts open folders, not more than <see cref="OpenCounts"/> says: at most some 60 reads, however many there are.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The counts.</returns>
    Task<OpenCounts> CountAsync(CancellationToken cancellationToken);
}
