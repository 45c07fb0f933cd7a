using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Telemetry;

namespace OzFunctions.Core.Notifications;

/// <summary>Has deliveries wait for their endpoint: rows on its list, not messages that circulate.</summary>
/// <param name="settings">The endpoints.</param>
/// <param name="store">Remembers deliveries.</param>
/// <param name="moves">Moves deliveries.</param>
/// <param name="monitor">Knows how endpoints do.</param>
/// <param name="releases">Has waiting deliveries released.</param>
/// <param name="metrics">What is measured.</param>
/// <param name="time">The clock.</param>
public sealed class WaitingDeliveries(
    NotificationSettings settings, IDeliveryStore store, DeliveryMoves moves, EndpointMonitor monitor, EndpointReleases releases, OzMetrics metrics, TimeProvider time)
{
    // Nobody takes a delivery off the list so soon, even if its row is still to come.
    private static readonly TimeSpan ListedFor = ParkedDeliveries.WrittenWithin / 2;

    /// <summary>Has a delivery wait, unless another writer was faster.</summary>
    /// <param name="from">The delivery as it is stored.</param>
    /// <param name="to">The delivery as it is to be, but for its state.</param>
    /// <param name="cancellationToken">Gives up; whether it was moved is then unknown.</param>
    /// <returns>False when the race was lost.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<bool> TryParkAsync(Stored<Delivery> from, Delivery to, CancellationToken cancellationToken)
    {
        var parked = to with { State = DeliveryState.Waiting, NextAttemptAt = null, ClaimedUntil = null };
        if (await moves.TryMoveAsync(from, parked, cancellationToken) is null)
        {
            return false;
        }

        await AskIfWellAsync(to.Key.Endpoint, cancellationToken);
        return true;
    }

    /// <summary>Makes sure that a delivery which has waited from the beginning is found: that it is listed, and its endpoint still not well.</summary>
    /// <param name="delivery">The delivery as it is stored.</param>
    /// <param name="cancellationToken">Gives up; doing it again completes it.</param>
    /// <returns>A task that ends when that is sure.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task ConfirmAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.Parking is { } parking && time.GetUtcNow() - parking.ParkedAt > ListedFor)
        {
            await store.ParkAsync(parking, cancellationToken);
        }

        metrics.Parked(delivery);
        await AskIfWellAsync(delivery.Key.Endpoint, cancellationToken);
    }

    // After it was parked: the endpoint may have turned well just before that, and the release that followed have seen none of it.
    private async Task AskIfWellAsync(string endpoint, CancellationToken cancellationToken)
    {
        if (settings.Find(endpoint) is not null && (await monitor.ReadTogetherAsync(endpoint, cancellationToken)).State is EndpointState.Well)
        {
            await releases.AskAsync(endpoint, cancellationToken);
        }
    }
}
