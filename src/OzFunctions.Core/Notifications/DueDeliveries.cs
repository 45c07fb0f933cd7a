using OzFunctions.Core.Work;

namespace OzFunctions.Core.Notifications;

/// <summary>Finds the delivery of a message about a due attempt.</summary>
/// <param name="store">The delivery store.</param>
/// <param name="waiting">Confirms that deliveries which were parked when stored are listed.</param>
/// <param name="time">The clock.</param>
public sealed class DueDeliveries(IDeliveryStore store, WaitingDeliveries waiting, TimeProvider time)
{
    private static readonly TimeSpan RaceDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>Finds the delivery of a message.</summary>
    /// <param name="work">The message.</param>
    /// <param name="key">The delivery's key.</param>
    /// <param name="cancellationToken">Cancels the operation; the message must then stay on the queue.</param>
    /// <returns>The delivery, or a report of why no attempt is due.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<(Stored<Delivery>? Due, WorkReport? NotDue)> FindAsync(DeliverWork work, DeliveryKey key, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(work.Folder, key, cancellationToken) is not { } row)
        {
            return (null, new WorkReport(WorkResult.Dropped, $"{work.Folder} has no {key}."));
        }

        var delivery = row.Value;
        if (work.FirstSeenAt is not null && work.FirstSeenAt != delivery.FolderFirstSeenAt)
        {
            return (null, new WorkReport(WorkResult.Dropped, $"{key} of {work.Folder}, attempt {work.Attempt}, belongs to an earlier folder with the same id, which was removed."));
        }

        if (delivery is { State: DeliveryState.Waiting, LastAttemptAt: null })
        {
            // It was parked when it was stored, and the process that stored it may have died before it confirmed the list entry.
            await waiting.ConfirmAsync(delivery, cancellationToken);
            return (null, Waits(work));
        }

        // The next attempt of a delivery that was released is enqueued before its row is written, and the row may be written late.
        var early = delivery.State is DeliveryState.Waiting && work.Attempt > delivery.Attempt ? EarlyMessage.DelayOf(work) : null;
        if (early is null && delivery.State is DeliveryState.Waiting)
        {
            // The process that parked it may have died before it requested a release.
            await waiting.RequestReleaseIfHealthyAsync(key.Endpoint, cancellationToken);
            return (null, Waits(work));
        }

        if (early is null && (delivery.State is not DeliveryState.Pending || work.Attempt < delivery.Attempt))
        {
            return (null, new WorkReport(WorkResult.Dropped, $"{key} of {work.Folder}, attempt {work.Attempt}: nothing is due."));
        }

        var now = time.GetUtcNow();
        return delivery.IsClaimed(now) ? (null, PutBack(work, delivery.ClaimedUntil!.Value - now, "another process is attempting it"))
            : early is { } delay ? (null, PutBack(work, delay, "its row is not written yet"))
            : (row with { Value = delivery with { Attempt = work.Attempt } }, null);
    }

    /// <summary>Reports that nothing is due, because the delivery waits for its endpoint.</summary>
    internal static WorkReport Waits(DeliverWork work) => new(WorkResult.Dropped, $"{work.Delivery} of {work.Folder}, attempt {work.Attempt}: nothing is due, because it waits for its endpoint.");

    /// <summary>Defers a message briefly, because another process changed the delivery first.</summary>
    internal static WorkReport PutBackAfterRace(DeliverWork work) => PutBack(work, RaceDelay, "another process was faster");

    private static WorkReport PutBack(DeliverWork work, TimeSpan delay, string because) =>
        WorkReport.PutBack(work, delay, $"{work.Delivery} of {work.Folder} is deferred for {delay.TotalSeconds:0.0} s: {because}.");
}
