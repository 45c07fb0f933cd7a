using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Telemetry;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Folders;

/// <summary>
/// Stores a change with everything that it owes: reads the folder, computes the change, enqueues the follow-up message, writes. Starts
/// again when another writer changed the folder first.
/// </summary>
/// <param name="store">The folder store.</param>
/// <param name="queue">The work queue.</param>
/// <param name="own">Follows up changes made by this process.</param>
/// <param name="deliveries">Prepares new deliveries.</param>
/// <param name="notifications">The notification settings.</param>
/// <param name="scope">When Oz is polled about which folders.</param>
/// <param name="metrics">The metrics.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Numbers from 0 (inclusive) to 1 (exclusive), for jitter. Must be safe for concurrent use.</param>
public sealed class FolderWriter(
    IFolderStore store,
    IWorkQueue queue,
    LocalChanges own,
    NewDeliveries deliveries,
    NotificationSettings notifications,
    ReconciliationScope scope,
    OzMetrics metrics,
    TimeProvider time,
    Func<double> random)
{
    /// <summary>The maximum number of attempts. With the delays below, they take about five seconds.</summary>
    internal const int MaxAttempts = 24;

    private static readonly DoublingDelay LongestDelay = new(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(500));

    /// <summary>Changes a folder.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="change">Computes the change from the stored folder and the current time; null for no change. Called once for each attempt.</param>
    /// <param name="refresh">Why Oz must be polled for the folder after the change.</param>
    /// <param name="cancellationToken">Cancels the operation; the change may still have been stored.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or other writers changed the folder first at every attempt.</exception>
    /// <exception cref="FolderTooLargeException">The folder is larger than one row can hold.</exception>
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

        // The time is read before the message is enqueued, so that the leases end before the message becomes visible.
        var (now, began) = (time.GetUtcNow(), time.GetTimestamp());
        var room = own.TryEnter(write);
        try
        {
            var work = WorkAfter(write);
            var begun = room is null ? write : write.Begun(delivery => deliveries.Begin(delivery, now));
            var enqueued = queue.EnqueueAsync(work, room is null ? TimeSpan.Zero : own.HiddenFor, cancellationToken);
            if (await TryStoreAsync(begun, enqueued, cancellationToken) is not { } written)
            {
                await RemoveAsync(enqueued.Result, cancellationToken);
                await deliveries.UnlistAsync(begun.Owed.Deliveries, cancellationToken);
                return null;
            }

            // When the ETags of the deliveries are unknown, the message handles the deliveries after their leases have ended.
            if (room is not null && written.Deliveries.Count == write.Owed.Deliveries.Count)
            {
                own.Begin(new OwnChange(work, enqueued.Result, written, now, began), room);
                room = null;
            }

            return written.Folder;
        }
        finally
        {
            room?.Dispose();
        }
    }

    private async Task<WrittenChange?> TryStoreAsync(FolderWrite begun, Task<WorkReceipt> enqueued, CancellationToken cancellationToken)
    {
        var mayBeStored = false;
        try
        {
            await Task.WhenAll(enqueued, deliveries.ListAsync(begun.Owed.Deliveries, cancellationToken));
            mayBeStored = true;
            return await store.TryWriteAsync(begun, cancellationToken);
        }
        catch (Exception e) when (!mayBeStored || e is FolderTooLargeException)
        {
            // Each entry without a delivery costs a read whenever the list is searched, until retention removes it. The caller's token may be the reason of the failure.
            var removed = enqueued.IsCompletedSuccessfully ? RemoveAsync(enqueued.Result, CancellationToken.None) : Task.CompletedTask;
            var unlisted = deliveries.UnlistAsync(begun.Owed.Deliveries, CancellationToken.None);
            await Task.WhenAll(removed, unlisted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
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
            // The consumer of the message finds that another change was stored under this version.
        }
    }

    private static ChangedWork WorkAfter(FolderWrite write) => new(
        write.Change.Current.FolderId, write.Change.Current.Version, [.. write.Owed.Deliveries.Select(static delivery => delivery.Key.ToString())])
        {
            FirstSeenAt = write.Change.Current.FirstSeenAt,
            Refresh = write.RefreshToAsk,
        };
}
