using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.FollowUps;

/// <summary>The first attempts of a change's deliveries: all at once, and what came of those that were taken is written down together.</summary>
/// <param name="deliveries">Makes attempts.</param>
/// <param name="outcomes">Writes down what came of them.</param>
/// <param name="store">Remembers deliveries.</param>
/// <param name="time">The clock.</param>
public sealed class ChangeTelling(NotificationDelivery deliveries, DeliveryOutcomes outcomes, IDeliveryStore store, TimeProvider time)
{
    // What is known by then is written down. None waits longer for a slow endpoint.
    private static readonly TimeSpan TogetherWithin = TimeSpan.FromSeconds(1);

    /// <summary>Begins the attempts. What comes of one that was not taken is written down at once.</summary>
    /// <param name="work">The change.</param>
    /// <param name="find">A delivery as this process claimed it, by its key; null when its row must be read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The attempts.</returns>
    internal IReadOnlyList<Task<TriedDelivery>> Begin(ChangedWork work, Func<string, OwnDelivery?> find, CancellationToken cancellationToken) =>
        [.. work.Deliveries.Select(key => TryAsync(new DeliverWork(work.Folder, key, Attempt: 1), find(key), cancellationToken))];

    /// <summary>Writes down together what came of those that were taken, where the folder is listed soon.</summary>
    /// <param name="attempts">The attempts.</param>
    /// <param name="listed">The folder's listing.</param>
    /// <param name="stored">The folder that was listed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Those that were written down, which also shows that nobody has changed the folder since; none when it was changed, or is not listed yet, or the storage failed.</returns>
    internal async Task<IReadOnlyList<Task<TriedDelivery>>> TryRecordTakenAsync(
        IReadOnlyList<Task<TriedDelivery>> attempts, Task listed, StoredFolder stored, CancellationToken cancellationToken)
    {
        await Task.WhenAll([.. attempts, listed]).WaitAsync(TogetherWithin, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var taken = attempts.Where(static attempt => attempt.IsCompletedSuccessfully && attempt.Result is { Attempt.Claimed.Value.Parking: null }).ToList();

        // The rows of analyses that are still to be written are written under the folder's ETag, which this would change.
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
            // Each is written down alone, which fails as well where the storage does. What is under way is waited for either way.
            return [];
        }
    }

    /// <summary>Waits for an attempt, and writes down what came of it.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<TriedDelivery> RecordAsync(Task<TriedDelivery> attempt, CancellationToken cancellationToken) => await deliveries.RecordAsync(await attempt, cancellationToken);

    /// <summary>Gives deliveries back that this process claimed and has not begun to attempt. What another has changed since stays as it is.</summary>
    /// <param name="rows">The deliveries.</param>
    /// <param name="cancellationToken">Gives up; they are then due when their claims are over.</param>
    /// <returns>A task that ends when they are due.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal Task GiveBackAsync(IEnumerable<Stored<Delivery>> rows, CancellationToken cancellationToken) =>
        Task.WhenAll(rows.Select(row => store.TryWriteAsync(row.Value.Unclaimed(), row.ETag, cancellationToken)));

    private async Task<TriedDelivery> TryAsync(DeliverWork work, OwnDelivery? own, CancellationToken cancellationToken)
    {
        var tried = await deliveries.TryAsync(work, own, cancellationToken);
        return tried.IsTaken ? tried : await deliveries.RecordAsync(tried, cancellationToken);
    }
}
