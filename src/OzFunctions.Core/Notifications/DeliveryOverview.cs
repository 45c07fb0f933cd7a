using OzFunctions.Core.Endpoints;

namespace OzFunctions.Core.Notifications;

/// <summary>Shows deliveries as they stand for a person: what waits for an endpoint that takes nothing is held.</summary>
/// <param name="parked">Reads those that are not delivered.</param>
/// <param name="store">Remembers deliveries.</param>
/// <param name="settings">The endpoints.</param>
/// <param name="monitor">Knows how they do.</param>
public sealed class DeliveryOverview(ParkedDeliveries parked, IDeliveryStore store, NotificationSettings settings, EndpointMonitor monitor)
{
    /// <summary>Lists those that are not delivered.</summary>
    /// <param name="state">Only those in this state, not delivered; null for all.</param>
    /// <param name="endpoint">The name of their endpoint; null for all.</param>
    /// <param name="from">Where the page begins, as an earlier one told; null for the first.</param>
    /// <param name="limit">How many at most, 1 to 1,000. A page may hold fewer, and none, before the last.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>A page, of each state and endpoint the oldest first.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not one that an earlier page gave out.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<PageOf<Delivery>> ListAsync(DeliveryState? state, string? endpoint, string? from, int limit, CancellationToken cancellationToken)
    {
        var page = await parked.ListAsync(new ParkedFilter(DeliveryFilter.StoredOf(state), endpoint), from, limit, cancellationToken);
        var shown = await ShownAsync(page.Items.Select(static stored => stored.Value), cancellationToken);
        return new PageOf<Delivery>([.. shown.Where(delivery => state is null || state == delivery.State)], page.Next);
    }

    /// <summary>Reads all deliveries of some versions of a folder.</summary>
    /// <param name="folder">Oz's id.</param>
    /// <param name="oldest">The first version.</param>
    /// <param name="newest">The last version.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The deliveries, by version.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<ILookup<long, Delivery>> OfVersionsAsync(string folder, int oldest, int newest, CancellationToken cancellationToken)
    {
        var stored = await store.OfVersionsAsync(folder, oldest, newest, cancellationToken);
        return (await ShownAsync(stored.SelectMany(static version => version), cancellationToken)).ToLookup(static delivery => delivery.Key.Version);
    }

    /// <summary>Counts those that are not delivered.</summary>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>The counts by endpoint and state, none of them zero.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IReadOnlyList<ParkedCount>> CountAsync(CancellationToken cancellationToken)
    {
        var shown = new List<ParkedCount>();
        foreach (var count in await store.CountParkedAsync(cancellationToken))
        {
            shown.Add(count with { State = await ShownAsync(count.State, count.Endpoint, cancellationToken) });
        }

        return shown;
    }

    private async Task<List<Delivery>> ShownAsync(IEnumerable<Delivery> deliveries, CancellationToken cancellationToken)
    {
        var shown = new List<Delivery>();
        foreach (var delivery in deliveries)
        {
            shown.Add(delivery with { State = await ShownAsync(delivery.State, delivery.Key.Endpoint, cancellationToken) });
        }

        return shown;
    }

    private async Task<DeliveryState> ShownAsync(DeliveryState state, string endpoint, CancellationToken cancellationToken) =>
        state is DeliveryState.Waiting && (settings.Find(endpoint) is null || (await monitor.RecallAsync(endpoint, cancellationToken)).IsDisabled)
            ? DeliveryState.Held
            : state;
}
