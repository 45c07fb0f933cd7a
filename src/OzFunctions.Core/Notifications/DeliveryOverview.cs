using OzFunctions.Core.Endpoints;

namespace OzFunctions.Core.Notifications;

/// <summary>Reads deliveries for display: a delivery that waits for an endpoint that is disabled or not in the settings is shown as held.</summary>
/// <param name="parked">Reads parked deliveries.</param>
/// <param name="store">The delivery store.</param>
/// <param name="settings">The notification settings.</param>
/// <param name="monitor">Reads and changes the endpoints' health.</param>
public sealed class DeliveryOverview(ParkedDeliveries parked, IDeliveryStore store, NotificationSettings settings, EndpointMonitor monitor)
{
    /// <summary>Lists undelivered deliveries.</summary>
    /// <param name="state">Only those in this state, which is not <see cref="DeliveryState.Delivered"/>; null for all.</param>
    /// <param name="endpoint">Only those of this endpoint; null for all.</param>
    /// <param name="from">The continuation that an earlier page returned; null for the first page.</param>
    /// <param name="limit">The maximum number of items, 1 to 1,000. Any page may hold fewer, even none.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>A page; for each state and endpoint, the oldest first.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not a continuation that an earlier page returned.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<PageOf<Delivery>> ListAsync(DeliveryState? state, string? endpoint, string? from, int limit, CancellationToken cancellationToken)
    {
        var page = await parked.ListAsync(new ParkedFilter(DeliveryFilter.StoredOf(state), endpoint), from, limit, cancellationToken);
        var shown = await DisplayedAsync(page.Items.Select(static stored => stored.Value), cancellationToken);
        return new PageOf<Delivery>([.. shown.Where(delivery => state is null || state == delivery.State)], page.Next);
    }

    /// <summary>Reads all deliveries of some versions of a folder.</summary>
    /// <param name="folder">Oz's id of the folder.</param>
    /// <param name="oldest">The first version.</param>
    /// <param name="newest">The last version.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The deliveries, by version.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<ILookup<long, Delivery>> OfVersionsAsync(string folder, int oldest, int newest, CancellationToken cancellationToken)
    {
        var stored = await store.OfVersionsAsync(folder, oldest, newest, cancellationToken);
        return (await DisplayedAsync(stored.SelectMany(static version => version), cancellationToken)).ToLookup(static delivery => delivery.Key.Version);
    }

    /// <summary>Counts undelivered deliveries.</summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The counts by endpoint and state; none is zero.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IReadOnlyList<ParkedCount>> CountAsync(CancellationToken cancellationToken)
    {
        var shown = new List<ParkedCount>();
        foreach (var count in await store.CountParkedAsync(cancellationToken))
        {
            shown.Add(count with { State = await DisplayedAsync(count.State, count.Endpoint, cancellationToken) });
        }

        return shown;
    }

    private async Task<List<Delivery>> DisplayedAsync(IEnumerable<Delivery> deliveries, CancellationToken cancellationToken)
    {
        var shown = new List<Delivery>();
        foreach (var delivery in deliveries)
        {
            shown.Add(delivery with { State = await DisplayedAsync(delivery.State, delivery.Key.Endpoint, cancellationToken) });
        }

        return shown;
    }

    private async Task<DeliveryState> DisplayedAsync(DeliveryState state, string endpoint, CancellationToken cancellationToken) =>
        state is DeliveryState.Waiting && (settings.Find(endpoint) is null || (await monitor.RecallAsync(endpoint, cancellationToken)).IsDisabled)
            ? DeliveryState.Held
            : state;
}
