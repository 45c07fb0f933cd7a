using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Telemetry;

namespace OzFunctions.Core.Notifications;

/// <summary>Parks deliveries until their endpoint can accept them. A parked delivery is a row on the endpoint's list, not a circulating message.</summary>
/// <param name="settings">The notification settings.</param>
/// <param name="store">The delivery store.</param>
/// <param name="moves">Changes the state of deliveries.</param>
/// <param name="monitor">Reads and changes the endpoints' health.</param>
/// <param name="releases">Requests releases of waiting deliveries.</param>
/// <param name="metrics">The metrics.</param>
/// <param name="time">The clock.</param>
public sealed class WaitingDeliveries(
    NotificationSettings settings, IDeliveryStore store, DeliveryMoves moves, EndpointMonitor monitor, EndpointReleases releases, OzMetrics metrics, TimeProvider time)
{
    // No reader removes an entry this early, even if the delivery's row does not exist yet.
    private static readonly TimeSpan ListedFor = ParkedDeliveries.WrittenWithin / 2;

    /// <summary>Parks a delivery, unless another writer changed it first.</summary>
    /// <param name="from">The stored delivery.</param>
    /// <param name="to">The new delivery; its state is set here.</param>
    /// <param name="cancellationToken">Cancels the operation; the delivery may still have been moved.</param>
    /// <returns>False when another writer changed the row first.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<bool> TryParkAsync(Stored<Delivery> from, Delivery to, CancellationToken cancellationToken)
    {
        var parked = to with { State = DeliveryState.Waiting, NextAttemptAt = null, ClaimedUntil = null };
        if (!await moves.TryMoveAsync(from, parked, cancellationToken))
        {
            return false;
        }

        await RequestReleaseIfHealthyAsync(to.Key.Endpoint, cancellationToken);
        return true;
    }

    /// <summary>Confirms a delivery that was parked when it was stored: ensures that it is listed, and requests a release if its endpoint is healthy.</summary>
    /// <param name="delivery">The stored delivery.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task ConfirmAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.ParkedEntry is { } entry && time.GetUtcNow() - entry.ParkedAt > ListedFor)
        {
            await store.ParkAsync(entry, cancellationToken);
        }

        metrics.Parked(delivery);
        await RequestReleaseIfHealthyAsync(delivery.Key.Endpoint, cancellationToken);
    }

    /// <summary>
    /// Requests a release if the endpoint of a waiting delivery is healthy. Must follow parking, because the endpoint may have become healthy just before, and the release that
    /// followed may have missed the delivery.
    /// </summary>
    /// <param name="endpoint">The endpoint's name.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task RequestReleaseIfHealthyAsync(string endpoint, CancellationToken cancellationToken)
    {
        if (settings.Find(endpoint) is not null && (await monitor.ReadSharedAsync(endpoint, cancellationToken)).State is EndpointState.Healthy)
        {
            await releases.RequestAsync(endpoint, cancellationToken);
        }
    }
}
