using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Telemetry;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Folders;

/// <summary>
/// Makes a change durable with all that it owes: read the folder, work out the change, enqueue what will follow, store. A race that is lost
/// begins again.
/// </summary>
/// <param name="store">Remembers folders.</param>
/// <param name="queue">The work queue.</param>
/// <param name="own">Follows changes up that this process made.</param>
/// <param name="deliveries">Begins deliveries.</param>
/// <param name="notifications">Who is told, and what.</param>
/// <param name="scope">Whether Oz can be asked, and when about what.</param>
/// <param name="metrics">What is measured.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Numbers from 0 (inclusive) to 1 (exclusive), for jitter. Must be safe for concurrent use.</param>
public sealed class FolderWriter(
    IFolderStore store,
    IWorkQueue queue,
    OwnChanges own,
    NewDeliveries deliveries,
    NotificationSettings notifications,
    ReconciliationScope scope,
    OzMetrics metrics,
    TimeProvider time,
    Func<double> random)
{
    /// <summary>How often a lost race is run again. With the delays below that is about five seconds of losing.</summary>
    internal const int MaxAttempts = 24;

    private static readonly DoublingDelay LongestDelay = new(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(500));

    /// <summary>Changes a folder.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="change">Makes the change, of the stored folder and the current time; null when there is nothing to change. Called once for each attempt.</param>
    /// <param name="refresh">Why Oz must be asked about the folder after the change.</param>
    /// <param name="cancellationToken">Gives up; whether the change took place is then unknown.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or other writers were faster every time.</exception>
    /// <exception cref="FolderTooLargeException">The folder has outgrown what one record can hold.</exception>
    public async Task<FolderWritten> ChangeAsync(
        string folderId,
        Func<Folder?, DateTimeOffset, FolderChange?> change,
        Func<FolderChange, RefreshReasons> refresh,
        CancellationToken cancellationToken)
    {
        for (var lostRaces = 0; lostRaces < MaxAttempts; lostRaces++)
        {
            if (lostRaces > 0)
            {
                await Task.Delay(LongestDelay.After(lostRaces - 1) * random(), time, cancellationToken);
            }

            var stored = await store.FindAsync(folderId, cancellationToken);
            if (stored?.Tombstone is not null || change(stored?.Folder, time.GetUtcNow()) is not { } next)
            {
                return new FolderWritten(stored?.Folder, null, lostRaces);
            }

            var write = FolderWrite.Of(next, stored, notifications, scope, refresh(next));
            if (await TryWriteAsync(write, cancellationToken) is { } written)
            {
                if (write.Owed.Types.Contains(NotificationTypes.FolderDriftDetected))
                {
                    metrics.Drifted();
                }

                return new FolderWritten(written.Folder, write, lostRaces);
            }
        }

        throw new StoreUnavailableException($"Other writers changed the folder first, {MaxAttempts} times in a row.");
    }

    private async Task<StoredFolder?> TryWriteAsync(FolderWrite write, CancellationToken cancellationToken)
    {
        if (!write.IsFollowedUp)
        {
            return (await store.TryWriteAsync(write, cancellationToken))?.Folder;
        }

        // The time of the claims comes before the message, so that the message does not appear before they are over.
        var now = time.GetUtcNow();
        var room = own.TryEnter(write);
        try
        {
            var work = WorkAfter(write);
            var begun = room is null ? write : write.Begun(delivery => deliveries.Begin(delivery, now));
            var enqueued = queue.EnqueueAsync(work, room is null ? TimeSpan.Zero : own.HiddenFor, cancellationToken);
            await Task.WhenAll(enqueued, deliveries.ListAsync(begun.Owed.Deliveries, cancellationToken));
            var message = enqueued.Result;
            if (await store.TryWriteAsync(begun, cancellationToken) is not { } written)
            {
                await RemoveAsync(message, cancellationToken);
                await UnlistIfErasedAsync(begun, cancellationToken);
                return null;
            }

            // Where the ETags of the deliveries are not known, their message comes when their claims are over.
            if (room is not null && written.Deliveries.Count == write.Owed.Deliveries.Count)
            {
                own.Begin(new OwnChange(work, message, written, now), room);
                room = null;
            }

            return written.Folder;
        }
        finally
        {
            room?.Dispose();
        }
    }

    private async Task RemoveAsync(WorkReceipt message, CancellationToken cancellationToken)
    {
        try
        {
            await queue.RemoveAsync(message, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // The consumer that takes it finds that another change was stored under this version.
        }
    }

    // What another change is to list may be the very same rows; behind a tombstone there is none.
    private async Task UnlistIfErasedAsync(FolderWrite lost, CancellationToken cancellationToken)
    {
        if (lost.Owed.Deliveries.Any(static delivery => delivery.Parking is not null) && await store.FindAsync(lost.Change.Current.FolderId, cancellationToken) is { Tombstone: not null })
        {
            await deliveries.UnlistAsync(lost.Owed.Deliveries, cancellationToken);
        }
    }

    private static ChangedWork WorkAfter(FolderWrite write) => new(
        write.Change.Current.FolderId, write.Change.Current.Version, [.. write.Owed.Deliveries.Select(static delivery => delivery.Key.ToString())])
        {
            FirstSeenAt = write.Change.Current.FirstSeenAt,
            Refresh = write.RefreshToAsk,
        };
}
