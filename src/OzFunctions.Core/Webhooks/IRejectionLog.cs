namespace OzFunctions.Core.Webhooks;

/// <summary>Remembers refused webhooks, at most <see cref="MaxPerDay"/> of each day (UTC). Every method throws <see cref="StoreUnavailableException"/>.</summary>
public interface IRejectionLog
{
    /// <summary>How many are kept of a day, so that a broken sender cannot fill the storage.</summary>
    const int MaxPerDay = 1_000;

    /// <summary>Keeps one, unless the day is full.</summary>
    /// <param name="rejected">The refused webhook.</param>
    /// <param name="cancellationToken">Gives up the write.</param>
    /// <returns>False when the day is full.</returns>
    Task<bool> RecordAsync(RejectedWebhook rejected, CancellationToken cancellationToken);

    /// <summary>Reads those of a day, newest first.</summary>
    /// <param name="day">The day, UTC.</param>
    /// <param name="from">Where the page begins, as an earlier page told; null for the first.</param>
    /// <param name="limit">How many at most, at least 1.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>A page.</returns>
    Task<PageOf<RejectedWebhook>> ListAsync(DateOnly day, string? from, int limit, CancellationToken cancellationToken);
}
