using OzFunctions.Core.Work;

namespace OzFunctions.Core.Notifications;

/// <summary>Finds the delivery for which a message says that an attempt is due.</summary>
/// <param name="store">Remembers deliveries.</param>
/// <param name="waiting">Makes sure that those are found that waited from the beginning.</param>
/// <param name="queue">The work queue.</param>
/// <param name="time">The clock.</param>
public sealed class DueDeliveries(IDeliveryStore store, WaitingDeliveries waiting, IWorkQueue queue, TimeProvider time)
{
    private static readonly TimeSpan RaceDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>Finds the delivery.</summary>
    /// <param name="work">The message.</param>
    /// <param name="key">The delivery's key.</param>
    /// <param name="cancellationToken">Gives up; the message must then stay.</param>
    /// <returns>The delivery, or what became of the message because the attempt is not due.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<(Stored<Delivery>? Due, WorkReport? NotDue)> FindAsync(DeliverWork work, DeliveryKey key, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(work.Folder, key, cancellationToken) is not { } row)
        {
            return (null, new WorkReport(WorkResult.Dropped, $"{work.Folder} has no {key}."));
        }

        var delivery = row.Value;
        if (delivery is { State: DeliveryState.Waiting, LastAttemptAt: null })
        {
            // It waited from the beginning, and the process that stored it may have died before it made sure that it is found.
            await waiting.ConfirmAsync(delivery, cancellationToken);
            return (null, Waits(work));
        }

        if (delivery.State is not DeliveryState.Pending || work.Attempt < delivery.Attempt)
        {
            return (null, new WorkReport(WorkResult.Dropped, $"{key} of {work.Folder}, attempt {work.Attempt}: nothing is due."));
        }

        var now = time.GetUtcNow();
        return delivery.IsClaimed(now)
            ? (null, await PutBackAsync(work, delivery.ClaimedUntil!.Value - now, "somebody is at it", cancellationToken))
            : (row with { Value = delivery with { Attempt = work.Attempt } }, null);
    }

    /// <summary>Says that a delivery has waited from the beginning.</summary>
    /// <param name="work">What was due.</param>
    /// <returns>The report.</returns>
    internal static WorkReport Waits(DeliverWork work) => new(WorkResult.Dropped, $"{work.Delivery} of {work.Folder}, attempt {work.Attempt}: nothing is due, since it waits for its endpoint.");

    /// <summary>Puts a message back for a moment, because another process was faster to write the delivery's row.</summary>
    /// <param name="work">The message.</param>
    /// <param name="cancellationToken">Gives up; the message must then stay.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="StoreUnavailableException">The queue cannot be reached.</exception>
    internal Task<WorkReport> PutBackAfterRaceAsync(DeliverWork work, CancellationToken cancellationToken) =>
        PutBackAsync(work, RaceDelay, "another was faster", cancellationToken);

    private async Task<WorkReport> PutBackAsync(DeliverWork work, TimeSpan delay, string because, CancellationToken cancellationToken)
    {
        await queue.EnqueueAsync(work with { PutBacks = work.PutBacks + 1 }, delay, cancellationToken);
        return new WorkReport(WorkResult.PutBack, $"{work.Delivery} of {work.Folder} was put back for {delay.TotalSeconds:0.0} s: {because}.");
    }
}
