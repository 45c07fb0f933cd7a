using OzFunctions.Core.Endpoints;

namespace OzFunctions.Core.Notifications;

/// <summary>
/// Prepares new deliveries in the process that stores and follows up their change: claimed for the first attempt, parked when the endpoint
/// is known to be failing or disabled, or left to the queue when the endpoint is at its limit in this process. A parked delivery's list
/// entry is stored before its row, and the row is written only once.
/// </summary>
/// <param name="settings">The notification settings.</param>
/// <param name="store">The delivery store.</param>
/// <param name="monitor">Reads and changes the endpoints' health.</param>
/// <param name="limits">The concurrency limiters of the endpoints.</param>
public sealed class NewDeliveries(NotificationSettings settings, IDeliveryStore store, EndpointMonitor monitor, EndpointLimits limits)
{
    /// <summary>Returns a delivery that a change owes: claimed, parked, or unchanged when it is left to the queue.</summary>
    internal Delivery Begin(Delivery delivery, DateTimeOffset now) =>
        monitor.Recall(delivery.Key.Endpoint) is { State: not EndpointState.Healthy } ? delivery with { State = DeliveryState.Waiting, ParkedAt = now }
        : limits.HasRoom(delivery.Key.Endpoint) ? delivery.Claimed(settings.Find(delivery.Key.Endpoint)!, now)
        : delivery;

    /// <summary>Lists the parked deliveries. Must precede the storing of their rows, so that a crash leaves no parked delivery unlisted.</summary>
    /// <param name="deliveries">The deliveries.</param>
    /// <param name="cancellationToken">Cancels the operation. Entries without a row are removed by retention.</param>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal Task ListAsync(IEnumerable<Delivery> deliveries, CancellationToken cancellationToken) =>
        Task.WhenAll(EntriesOf(deliveries).Select(entry => store.ParkAsync(entry, cancellationToken)));

    /// <summary>Removes the list entries of a change that was not stored. A delivery of another change under the same key keeps its own.</summary>
    /// <param name="deliveries">The deliveries of the change.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal Task UnlistAsync(IEnumerable<Delivery> deliveries, CancellationToken cancellationToken) =>
        Task.WhenAll(EntriesOf(deliveries).Select(entry => UnlistAsync(entry, cancellationToken)));

    private static IEnumerable<ParkedEntry> EntriesOf(IEnumerable<Delivery> deliveries) => deliveries.Select(static delivery => delivery.ParkedEntry).OfType<ParkedEntry>();

    private async Task UnlistAsync(ParkedEntry entry, CancellationToken cancellationToken)
    {
        if ((await store.FindAsync(entry.Folder, entry.Key, cancellationToken))?.Value.ParkedEntry != entry)
        {
            await store.UnparkAsync(entry, cancellationToken);
        }
    }
}
