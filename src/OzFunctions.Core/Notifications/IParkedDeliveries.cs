namespace OzFunctions.Core.Notifications;

/// <summary>Looks over the list of deliveries that are held or dead, which <see cref="IDeliveryStore"/> keeps.</summary>
public interface IParkedDeliveries
{
    /// <summary>Counts them: a read for each 1,000 of them.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>By the endpoint's name. Those that have none are missing.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    Task<IReadOnlyDictionary<string, ParkedCounts>> CountAsync(CancellationToken cancellationToken);
}
