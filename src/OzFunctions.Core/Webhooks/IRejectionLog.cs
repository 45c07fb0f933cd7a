namespace OzFunctions.Core.Webhooks;

/// <summary>Remembers refused webhooks. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IRejectionLog
{
    /// <summary>How many can be recorded at once.</summary>
    const int MaxAtOnce = 50;

    /// <summary>Records some, all or none.</summary>
    /// <param name="batch">The refused webhooks of one day (UTC), each with an id: 1 to <see cref="MaxAtOnce"/>. The same batch may be recorded again; it is there once.</param>
    /// <param name="cancellationToken">Gives up the write; whether it took place is then unknown.</param>
    /// <returns>A task that ends when they are recorded.</returns>
    Task RecordAsync(IReadOnlyList<IdentifiedRejection> batch, CancellationToken cancellationToken);

    /// <summary>Counts those of a day.</summary>
    /// <param name="day">The day, UTC.</param>
    /// <param name="most">Where to stop counting, at least 1.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>How many there are, at least <paramref name="most"/> where it stopped.</returns>
    Task<int> CountAsync(DateOnly day, int most, CancellationToken cancellationToken);

    /// <summary>Reads those of a day, newest first.</summary>
    /// <param name="day">The day, UTC.</param>
    /// <param name="from">Where the page begins, as an earlier page told; null for the first.</param>
    /// <param name="limit">How many at most, at least 1.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>A page.</returns>
    Task<PageOf<RejectedWebhook>> ListAsync(DateOnly day, string? from, int limit, CancellationToken cancellationToken);
}
