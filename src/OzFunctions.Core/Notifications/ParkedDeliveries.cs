namespace OzFunctions.Core.Notifications;

/// <summary>
/// Reads deliveries that are listed. A delivery's own row says how it stands; a parking without it, which a process that died left behind, is
/// taken off the list.
/// </summary>
/// <param name="store">Remembers deliveries.</param>
/// <param name="time">The clock.</param>
public sealed class ParkedDeliveries(IDeliveryStore store, TimeProvider time)
{
    private const int AtOnce = 32;

    /// <summary>How long a parking stays on the list whose delivery does not say so: its writer lists a delivery before it writes the row.</summary>
    internal static readonly TimeSpan WrittenWithin = TimeSpan.FromMinutes(1);

    // A delivery that waits from the beginning may have no row yet, and what is not there cannot be fenced off. By now its change is stored and was followed up, or its message saw to it that it never will be.
    private static readonly TimeSpan StoredWithin = TimeSpan.FromMinutes(10);

    /// <summary>Reads a page of deliveries.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="from">Where the page begins, as an earlier one told; null for the first.</param>
    /// <param name="limit">How many at most, 1 to 1,000. A page may hold fewer, and none, before the last.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>A page, in the order of the list.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not one that an earlier page gave out.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<PageOf<Stored<Delivery>>> ListAsync(ParkedFilter filter, string? from, int limit, CancellationToken cancellationToken)
    {
        var page = await store.ListParkedAsync(filter, from, limit, cancellationToken);
        var found = new List<Stored<Delivery>>(page.Items.Count);
        foreach (var some in page.Items.Chunk(AtOnce))
        {
            found.AddRange((await Task.WhenAll(some.Select(parking => FindAsync(parking, cancellationToken)))).OfType<Stored<Delivery>>());
        }

        return new PageOf<Stored<Delivery>>(found, page.Next);
    }

    /// <summary>Reads a page of the list itself.</summary>
    /// <inheritdoc cref="IDeliveryStore.ListParkedAsync"/>
    internal Task<PageOf<Parking>> ListedAsync(ParkedFilter filter, string? from, int limit, CancellationToken cancellationToken) =>
        store.ListParkedAsync(filter, from, limit, cancellationToken);

    /// <summary>Finds the delivery that has waited longest for an endpoint.</summary>
    /// <param name="endpoint">The endpoint's name.</param>
    /// <param name="after">Only one that comes after this time and place on the list; null for the first.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The delivery, or null when none waits.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<Stored<Delivery>?> FirstWaitingAsync(string endpoint, string? after, CancellationToken cancellationToken)
    {
        var filter = new ParkedFilter([DeliveryState.Waiting], endpoint, After: after);
        string? from = null;
        do
        {
            var page = await ListAsync(filter, from, limit: 1, cancellationToken);
            if (page.Items.Count > 0)
            {
                return page.Items[0];
            }

            from = page.Next;
        }
        while (from is not null);

        return null;
    }

    /// <summary>Reads a delivery that is listed.</summary>
    /// <param name="parking">Where.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The delivery, or null when it does not stand there by its own row.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<Stored<Delivery>?> FindAsync(Parking parking, CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(parking.Folder, parking.Key, cancellationToken);
        if (stored?.Value.Parking == parking)
        {
            return stored;
        }

        var age = time.GetUtcNow() - parking.ParkedAt;
        if (stored is null ? parking.State is not DeliveryState.Waiting || age > StoredWithin : age > WrittenWithin && await IsFencedOffAsync(stored, cancellationToken))
        {
            await store.UnparkAsync(parking, cancellationToken);
        }

        return null;
    }

    // However long its writer stood still between the two writes: the second one then fails, and it lists the delivery anew.
    private async Task<bool> IsFencedOffAsync(Stored<Delivery> stored, CancellationToken cancellationToken) =>
        await store.TryWriteAsync(stored.Value, stored.ETag, cancellationToken) is not null;
}
