using OzFunctions.Core.Telemetry;

namespace OzFunctions.Core.Notifications;

/// <summary>
/// Changes the state of deliveries together with the list of parked deliveries: adds the new entry, writes the delivery's row, removes the
/// old entry. A crash in between leaves an extra entry, never a missing one; see <see cref="ParkedDeliveries"/>.
/// </summary>
/// <param name="store">The delivery store.</param>
/// <param name="metrics">The metrics.</param>
/// <param name="time">The clock.</param>
public sealed class DeliveryMoves(IDeliveryStore store, OzMetrics metrics, TimeProvider time)
{
    /// <summary>Changes a delivery, unless another writer changed it first.</summary>
    /// <param name="from">The stored delivery.</param>
    /// <param name="to">The new delivery.</param>
    /// <param name="cancellationToken">Cancels the operation; the delivery may still have been moved.</param>
    /// <returns>False when another writer changed it first.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<bool> TryMoveAsync(Stored<Delivery> from, Delivery to, CancellationToken cancellationToken)
    {
        var next = to with { ParkedAt = ParkedAtOf(from.Value, to) };
        var (before, after) = (from.Value.ParkedEntry, next.ParkedEntry);
        if (before == after)
        {
            return await store.TryWriteAsync(next, from.ETag, cancellationToken) is not null;
        }

        if (after is not null)
        {
            await store.ParkAsync(after, cancellationToken);
        }

        var isWritten = await TryWriteAsync(next, from.ETag, cancellationToken);
        if ((isWritten ? before : after) is { } obsolete)
        {
            await store.UnparkAsync(obsolete, cancellationToken);
        }

        if (isWritten && after is not null)
        {
            metrics.Parked(next);
        }

        return isWritten;
    }

    // The SDK repeats a write whose response was lost. The repeated write then conflicts with our own first one, which may not have ended.
    private async Task<bool> TryWriteAsync(Delivery next, string etag, CancellationToken cancellationToken)
    {
        if (await store.TryWriteAsync(next, etag, cancellationToken) is not null)
        {
            return true;
        }

        var found = await store.FindAsync(next.Folder, next.Key, cancellationToken);
        return found?.ETag == etag
            ? throw new StoreUnavailableException("The storage refused to move a delivery although no other writer was first.")
            : next.ParkedEntry is { } entry && found?.Value.ParkedEntry == entry;
    }

    private DateTimeOffset? ParkedAtOf(Delivery from, Delivery to)
    {
        // A pending delivery that has not failed is not listed, because it needs no attention.
        var isListed = to.State is DeliveryState.Waiting or DeliveryState.Dead || (to.State is DeliveryState.Pending && to.LastAnswer is not null);
        return !isListed ? null : from.State == to.State && from.ParkedAt is { } at ? at : time.GetUtcNow();
    }
}
