namespace OzFunctions.Core.Endpoints;

/// <summary>Stores the health of endpoints. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IEndpointHealthStore
{
    /// <summary>Reads an endpoint's health.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The health, or null when the endpoint has always been healthy.</returns>
    Task<Stored<EndpointHealth>?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Stores an endpoint's health, unless another writer changed it first.</summary>
    /// <param name="health">The health.</param>
    /// <param name="etag">The ETag of the row to replace; null to insert.</param>
    /// <param name="cancellationToken">Cancels the write, which may still have taken place.</param>
    /// <returns>The stored health, or null when another writer changed it first.</returns>
    Task<Stored<EndpointHealth>?> TryWriteAsync(EndpointHealth health, string? etag, CancellationToken cancellationToken);
}
