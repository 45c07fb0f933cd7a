namespace OzFunctions.Core.Health;

/// <summary>Tells whether the storage can serve.</summary>
public interface IStorageHealth
{
    /// <summary>Makes sure that what we keep records in is there.</summary>
    /// <param name="cancellationToken">Gives up; what has not answered by then cannot be reached.</param>
    /// <returns>A task that ends when it is.</returns>
    /// <exception cref="StoreUnavailableException">Some of it cannot be reached, or did not answer in time; the message names it, in sentences.</exception>
    Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>Makes sure that the storage answers and lets us in, at the least cost: what is not there yet is made when it is first missed.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it did.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    Task ReachAsync(CancellationToken cancellationToken);
}
