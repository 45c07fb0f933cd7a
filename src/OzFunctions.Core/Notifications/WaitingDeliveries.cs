using OzFunctions.Core.Endpoints;

namespace OzFunctions.Core.Notifications;

/// <summary>Has deliveries wait for their endpoint: rows on its list, not messages that circulate.</summary>
/// <param name="settings">The endpoints.</param>
/// <param name="moves">Moves deliveries.</param>
/// <param name="monitor">Knows how endpoints do.</param>
/// <param name="releases">Has waiting deliveries released.</param>
public sealed class WaitingDeliveries(NotificationSettings settings, DeliveryMoves moves, EndpointMonitor monitor, EndpointReleases releases)
{
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

        // After it was parked: the endpoint may have turned well just before that, and the release that followed have seen none of it.
        if (await IsWellAsync(to.Key.Endpoint, cancellationToken))
        {
            await releases.AskAsync(to.Key.Endpoint, cancellationToken);
        }

        return true;
    }

    private async Task<bool> IsWellAsync(string endpoint, CancellationToken cancellationToken) =>
        settings.Find(endpoint) is not null && (await monitor.ReadAsync(endpoint, cancellationToken)).State is EndpointState.Well;
}
