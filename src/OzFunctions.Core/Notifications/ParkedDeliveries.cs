namespace OzFunctions.Core.Notifications;

/// <summary>
/// Reads parked deliveries. The delivery's own row is authoritative; an entry that does not match it, left by a process that died, is
/// removed from the list, at the latest by the next retention run.
/// </summary>
/// <param name="store">The delivery store.</param>
/// <param name="time">The clock.</param>
public sealed class ParkedDeliveries(IDeliveryStore store, TimeProvider time)
{
    private const int MaxConcurrentReads = 32;

    // A page of retention: ten rounds of at most three requests, which fit the lease of a run's step at 0.8 seconds a request.
    private const int CheckedAtOnce = 10 * MaxConcurrentReads;

    // A process that loses the storage leaves entries without a row, which only retention may remove. However many there are, a search costs about a
    // thousand reads, and on a slow storage ends within the lease of a run's step.
    private const int SearchedPages = 32;
    private static readonly TimeSpan SearchedFor = TimeSpan.FromSeconds(2);

    /// <summary>How long an entry stays that its delivery's row does not confirm: the writer stores the entry before the row.</summary>
    internal static readonly TimeSpan WrittenWithin = TimeSpan.FromMinutes(1);

    // A delivery that was parked when it was stored may have no row yet, and a missing row cannot be fenced off. Within minutes its change is either stored
    // and followed up, or given up by its message. The rest is for clocks that are wrong: the writer's, and that of the process that continues a run.
    // Only retention trusts an age, because it compares our clock with the storage's.
    private static readonly TimeSpan StoredWithin = TimeSpan.FromHours(1);

    /// <summary>Reads a page of deliveries.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="from">The continuation that an earlier page returned; null for the first page.</param>
    /// <param name="limit">The maximum number of items, 1 to 1,000. Any page may hold fewer, even none.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>A page, in the order of the list.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not a continuation that an earlier page returned.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task<PageOf<Stored<Delivery>>> ListAsync(ParkedFilter filter, string? from, int limit, CancellationToken cancellationToken) =>
        EachAsync(filter, from, limit, entry => FindAsync(entry, cancellationToken), cancellationToken);

    /// <summary>Checks some entries of all lists, also of endpoints that are not in the settings, and removes those that their rows do not confirm.</summary>
    /// <param name="from">The continuation that an earlier call returned; null for the first call.</param>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>The removed entries, and the continuation.</returns>
    /// <exception cref="InvalidContinuationException"><paramref name="from"/> is not a continuation that an earlier call returned.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal Task<PageOf<ParkedEntry>> RemoveUnconfirmedAsync(string? from, CancellationToken cancellationToken) => EachAsync(
        new ParkedFilter(DeliveryFilter.Undelivered),
        from,
        CheckedAtOnce,
        async entry => (await CheckAsync(entry, isClockConfirmed: true, cancellationToken)).IsRemoved ? entry : null,
        cancellationToken);

    /// <summary>Finds the delivery that has waited longest for an endpoint.</summary>
    /// <param name="endpoint">The endpoint's name.</param>
    /// <param name="after">Only a delivery after this place on the list; null for the first.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>
    /// The delivery; or the place after which entries are left that were not examined, because too many have no delivery; or neither when none waits.
    /// </returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<(Stored<Delivery>? First, string? Left)> FirstWaitingAsync(string endpoint, string? after, CancellationToken cancellationToken)
    {
        var filter = new ParkedFilter([DeliveryState.Waiting], endpoint, After: after);
        var began = time.GetTimestamp();
        var examined = after ?? string.Empty;
        string? from = null;
        for (var pages = 0; pages < SearchedPages && time.GetElapsedTime(began) < SearchedFor; pages++)
        {
            // The first entry nearly always has its delivery, and each probe of a failing endpoint searches.
            var page = await store.ListParkedAsync(filter, from, pages == 0 ? 1 : MaxConcurrentReads, cancellationToken);
            var found = await Task.WhenAll(page.Items.Select(entry => FindAsync(entry, cancellationToken)));
            if (found.OfType<Stored<Delivery>>().FirstOrDefault() is { } first)
            {
                return (first, null);
            }

            if (page.Next is null)
            {
                return (null, null);
            }

            from = page.Next;
            examined = page.Items.Count > 0 ? page.Items[^1].Place : examined;
        }

        return (null, examined);
    }

    /// <summary>Reads the delivery of an entry; null when its row does not confirm the entry.</summary>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<Stored<Delivery>?> FindAsync(ParkedEntry entry, CancellationToken cancellationToken) =>
        (await CheckAsync(entry, isClockConfirmed: false, cancellationToken)).Confirmed;

    private async Task<PageOf<T>> EachAsync<T>(ParkedFilter filter, string? from, int limit, Func<ParkedEntry, Task<T?>> checkAsync, CancellationToken cancellationToken)
        where T : class
    {
        var page = await store.ListParkedAsync(filter, from, limit, cancellationToken);
        var found = new List<T>();
        foreach (var some in page.Items.Chunk(MaxConcurrentReads))
        {
            found.AddRange((await Task.WhenAll(some.Select(checkAsync))).OfType<T>());
        }

        return new PageOf<T>(found, page.Next);
    }

    private async Task<(Stored<Delivery>? Confirmed, bool IsRemoved)> CheckAsync(ParkedEntry entry, bool isClockConfirmed, CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(entry.Folder, entry.Key, cancellationToken);
        if (stored?.Value.ParkedEntry == entry)
        {
            return (stored, false);
        }

        var age = time.GetUtcNow() - entry.ParkedAt;
        var isObsolete = stored is null
            ? entry.State is not DeliveryState.Waiting || (isClockConfirmed && age > StoredWithin)
            : age > WrittenWithin && await IsFencedOffAsync(entry, stored, cancellationToken);
        return (null, isObsolete && await store.UnparkAsync(entry, cancellationToken));
    }

    // Changes the row's ETag: a writer that paused between its two writes then fails at the second and parks the delivery anew.
    private async Task<bool> IsFencedOffAsync(ParkedEntry entry, Stored<Delivery> stored, CancellationToken cancellationToken)
    {
        if (await store.TryWriteAsync(stored.Value, stored.ETag, cancellationToken) is not null)
        {
            return true;
        }

        // A change by another writer has the same effect, such as the check of another entry of this delivery, unless it confirms the entry.
        var found = await store.FindAsync(entry.Folder, entry.Key, cancellationToken);
        return found?.ETag != stored.ETag && found?.Value.ParkedEntry != entry;
    }
}
