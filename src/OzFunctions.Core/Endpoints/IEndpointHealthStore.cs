namespace OzFunctions.Core.Endpoints;

/// <summary>Remembers how endpoints do. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IEndpointHealthStore
{
    /// <summary>Reads an endpoint's health.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>Its health, or null when it was never anything but well.</returns>
    Task<Stored<EndpointHealth>?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Stores an endpoint's health, unless another writer was faster.</summary>
    /// <param name="health">The health.</param>
    /// <param name="etag">What was read and is to be replaced; null when nothing was there.</param>
    /// <param name="cancellationToken">Gives up the write; whether it took place is then unknown.</param>
    /// <returns>The health as it is stored now, or null when the race was lost.</returns>
    Task<Stored<EndpointHealth>?> TryWriteAsync(EndpointHealth health, string? etag, CancellationToken cancellationToken);
}
