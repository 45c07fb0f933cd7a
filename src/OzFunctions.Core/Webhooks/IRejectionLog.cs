namespace OzFunctions.Core.Webhooks;

/// <summary>Stores rejected webhooks. Every method throws <see cref="StoreUnavailableException"/> when the storage cannot be reached.</summary>
public interface IRejectionLog
{
    /// <summary>The maximum size of a batch.</summary>
    const int MaxAtOnce = 50;

    /// <summary>Records a batch atomically.</summary>
    /// <param name="batch">
    /// The rejected webhooks of one day (UTC), each with an id: 1 to <see cref="MaxAtOnce"/>. Recording the same batch again has no effect.
    /// </param>
    /// <param name="cancellationToken">Cancels the write, which may still have taken place.</param>
    /// <returns>A task that completes when they are recorded.</returns>
    Task RecordAsync(IReadOnlyList<IdentifiedRejection> batch, CancellationToken cancellationToken);

    /// <summary>Counts the rejected webhooks of a day.</summary>
    /// <param name="day">The day, UTC.</param>
    /// <param name="most">The number at which counting stops, at least 1.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The number; at least <paramref name="most"/> when counting stopped.</returns>
    Task<int> CountAsync(DateOnly day, int most, CancellationToken cancellationToken);

    /// <summary>Reads the rejected webhooks of a day, newest first.</summary>
    /// <param name="day">The day, UTC.</param>
    /// <param name="from">The continuation that an earlier page returned; null for the first page.</param>
    /// <param name="limit">The maximum number of items, at least 1.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>A page.</returns>
    Task<PageOf<RejectedWebhook>> ListAsync(DateOnly day, string? from, int limit, CancellationToken cancellationToken);
}
