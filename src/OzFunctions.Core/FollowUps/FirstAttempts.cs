using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.FollowUps;

/// <summary>Makes the first attempts of a change's deliveries, in parallel, and records the successful ones in one transaction.</summary>
/// <param name="deliveries">Makes attempts.</param>
/// <param name="outcomes">Records the outcomes.</param>
/// <param name="store">The delivery store.</param>
/// <param name="time">The clock.</param>
public sealed class FirstAttempts(NotificationDelivery deliveries, DeliveryOutcomes outcomes, IDeliveryStore store, TimeProvider time)
{
    // Outcomes known within this time are recorded together; a slow endpoint delays them no longer.
    private static readonly TimeSpan TogetherWithin = TimeSpan.FromSeconds(1);

    /// <summary>Begins the attempts. The outcome of a failed one is recorded at once.</summary>
    /// <param name="work">The change.</param>
    /// <param name="find">Finds a delivery by its key among those that this process has claimed; null when its row must be read.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The attempts.</returns>
    internal IReadOnlyList<Task<AttemptStatus>> Begin(ChangedWork work, Func<string, OwnDelivery?> find, CancellationToken cancellationToken) =>
        [.. work.Deliveries.Select(key => TryAsync(work.FirstAttemptAt(key), find(key), cancellationToken))];

    /// <summary>Records the successful attempts in one transaction, if the folder is listed in time.</summary>
    /// <param name="attempts">The attempts.</param>
    /// <param name="listed">The task that lists the folder.</param>
    /// <param name="stored">The folder that is listed.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>
    /// The recorded attempts. If there are any, the folder has not changed since. None when it has changed or is not listed yet, or the
    /// storage failed.
    /// </returns>
    internal async Task<IReadOnlyList<Task<AttemptStatus>>> TryRecordTakenAsync(
        IReadOnlyList<Task<AttemptStatus>> attempts, Task listed, StoredFolder stored, CancellationToken cancellationToken)
    {
        await Task.WhenAll([.. attempts, listed]).WaitAsync(TogetherWithin, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var taken = attempts.Where(static attempt => attempt.IsCompletedSuccessfully && attempt.Result is { Attempt.Claimed.Value.ParkedEntry: null }).ToList();

        // Missing analysis rows are written under the folder's ETag, which this transaction would change.
        if (taken.Count == 0 || !listed.IsCompletedSuccessfully || stored.MissingAnalyses.Count > 0)
        {
            return [];
        }

        try
        {
            return await outcomes.TryRecordTakenAsync(taken.ConvertAll(static attempt => attempt.Result.Attempt!), stored.ETag, cancellationToken) ? taken : [];
        }
        catch (StoreUnavailableException)
        {
            // Each attempt is then recorded separately, which fails as well when the storage does. Running tasks are awaited either way.
            return [];
        }
    }

    /// <summary>Waits for an attempt and records its outcome.</summary>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<AttemptStatus> RecordAsync(Task<AttemptStatus> attempt, CancellationToken cancellationToken) => await deliveries.RecordAsync(await attempt, cancellationToken);

    /// <summary>Unclaims deliveries that this process claimed and has not begun to attempt. Skips deliveries that have changed since.</summary>
    /// <param name="rows">The deliveries.</param>
    /// <param name="cancellationToken">Cancels the operation; the deliveries are then due when their leases end.</param>
    /// <returns>A task that completes when the deliveries are unclaimed.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal Task UnclaimAsync(IEnumerable<Stored<Delivery>> rows, CancellationToken cancellationToken) =>
        Task.WhenAll(rows.Select(row => store.TryWriteAsync(row.Value.Unclaimed(), row.ETag, cancellationToken)));

    private async Task<AttemptStatus> TryAsync(DeliverWork work, OwnDelivery? own, CancellationToken cancellationToken)
    {
        var tried = await deliveries.TryAsync(work, own, cancellationToken);
        return tried.IsTaken ? tried : await deliveries.RecordAsync(tried, cancellationToken);
    }
}
