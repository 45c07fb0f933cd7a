namespace OzFunctions.Core.Health;

/// <summary>Checks whether the storage is available.</summary>
public interface IStorageHealth
{
    /// <summary>Ensures that all tables and queues exist and can be reached.</summary>
    /// <param name="cancellationToken">Cancels the check; whatever has not answered counts as unreachable.</param>
    /// <returns>A task that completes when all of them have answered.</returns>
    /// <exception cref="StoreUnavailableException">Some of them cannot be reached, or did not answer in time; the message names them, in sentences.</exception>
    Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Checks at the lowest cost that the storage answers and accepts our credentials. Missing tables and queues do not fail the check;
    /// they are created on first use.
    /// </summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task that completes when the storage has answered.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    Task ReachAsync(CancellationToken cancellationToken);
}
