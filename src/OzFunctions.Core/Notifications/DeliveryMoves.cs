using OzFunctions.Core.Telemetry;

namespace OzFunctions.Core.Notifications;

/// <summary>
/// Moves deliveries from one state to another, and on the list with it: list it, write its row, take it off where it was. A crash in between
/// leaves it listed twice, never nowhere; see <see cref="ParkedDeliveries"/>.
/// </summary>
/// <param name="store">Remembers deliveries.</param>
/// <param name="metrics">What is measured.</param>
/// <param name="time">The clock.</param>
public sealed class DeliveryMoves(IDeliveryStore store, OzMetrics metrics, TimeProvider time)
{
    /// <summary>Moves a delivery, unless another writer was faster.</summary>
    /// <param name="from">The delivery as it is stored.</param>
    /// <param name="to">The delivery as it is to be.</param>
    /// <param name="cancellationToken">Gives up; whether it was moved is then unknown.</param>
    /// <returns>The delivery as it is stored now, or null when the race was lost.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<Stored<Delivery>?> TryMoveAsync(Stored<Delivery> from, Delivery to, CancellationToken cancellationToken)
    {
        var next = to with { ParkedAt = ParkedAtOf(from.Value, to) };
        var (before, after) = (from.Value.Parking, next.Parking);
        if (before == after)
        {
            return await store.TryWriteAsync(next, from.ETag, cancellationToken);
        }

        if (after is not null)
        {
            await store.ParkAsync(after, cancellationToken);
        }

        var written = await WriteAsync(next, from.ETag, cancellationToken);
        if ((written is null ? after : before) is { } obsolete)
        {
            await store.UnparkAsync(obsolete, cancellationToken);
        }

        if (written is not null && after is not null)
        {
            metrics.Parked(next);
        }

        return written;
    }

    // The SDK sends a write again whose answer was lost; the second one then collides with the first, which was ours.
    private async Task<Stored<Delivery>?> WriteAsync(Delivery next, string etag, CancellationToken cancellationToken) =>
        await store.TryWriteAsync(next, etag, cancellationToken) is { } written ? written
            : next.Parking is not null && await store.FindAsync(next.Folder, next.Key, cancellationToken) is { } found && found.Value.Parking == next.Parking ? found
            : null;

    private DateTimeOffset? ParkedAtOf(Delivery from, Delivery to)
    {
        // Nobody needs to look at what has not failed yet.
        var isListed = to.State is DeliveryState.Waiting or DeliveryState.Dead || (to.State is DeliveryState.Pending && to.LastAnswer is not null);
        return !isListed ? null : from.State == to.State && from.ParkedAt is { } at ? at : time.GetUtcNow();
    }
}
