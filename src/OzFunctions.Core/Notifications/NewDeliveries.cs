using OzFunctions.Core.Endpoints;

namespace OzFunctions.Core.Notifications;

/// <summary>
/// How deliveries begin in the process that stores and follows up their change: claimed for the first attempt, or, where their endpoint is known
/// to be failing or disabled, waiting on its list. Such a delivery is listed before its row is stored, and its row is written once.
/// </summary>
/// <param name="settings">The endpoints.</param>
/// <param name="store">Remembers deliveries.</param>
/// <param name="monitor">Knows how endpoints do.</param>
public sealed class NewDeliveries(NotificationSettings settings, IDeliveryStore store, EndpointMonitor monitor)
{
    /// <summary>How a delivery begins.</summary>
    /// <param name="delivery">The delivery as it is owed.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The delivery, claimed or waiting.</returns>
    internal Delivery Begin(Delivery delivery, DateTimeOffset now) => monitor.Recall(delivery.Key.Endpoint) is { State: not EndpointState.Well }
        ? delivery with { State = DeliveryState.Waiting, ParkedAt = now }
        : delivery.Claimed(settings.Find(delivery.Key.Endpoint)!, now);

    /// <summary>Lists those that wait. Comes before their rows are stored, so that none is ever in neither place.</summary>
    /// <param name="deliveries">The deliveries.</param>
    /// <param name="cancellationToken">Gives up. What was listed by then, and gets no row, is taken off by whoever reads it.</param>
    /// <returns>A task that ends when they are listed.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal Task ListAsync(IEnumerable<Delivery> deliveries, CancellationToken cancellationToken) =>
        Task.WhenAll(deliveries.Select(static delivery => delivery.Parking).OfType<Parking>().Select(parking => store.ParkAsync(parking, cancellationToken)));

    /// <summary>Takes deliveries off the list that will have no rows, because their folder was erased.</summary>
    /// <param name="deliveries">The deliveries.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when they are off.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal Task UnlistAsync(IEnumerable<Delivery> deliveries, CancellationToken cancellationToken) =>
        Task.WhenAll(deliveries.Select(static delivery => delivery.Parking).OfType<Parking>().Select(parking => store.UnparkAsync(parking, cancellationToken)));
}
