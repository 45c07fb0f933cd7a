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
/// <param name="recent">Remembers for a moment what was written.</param>
/// <param name="notifications">Who is told, and what.</param>
/// <param name="metrics">What is measured.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Numbers from 0 (inclusive) to 1 (exclusive), for jitter. Must be safe for concurrent use.</param>
public sealed class FolderWriter(IFolderStore store, IWorkQueue queue, RecentChanges recent, NotificationSettings notifications, OzMetrics metrics, TimeProvider time, Func<double> random)
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

            var write = new FolderWrite(next, stored, OwedDeliveries.By(next, notifications), refresh(next));
            using var writing = recent.Expect(folderId, next.Current.Version);
            await queue.EnqueueAsync(WorkAfter(write), TimeSpan.Zero, cancellationToken);
            if (await store.TryWriteAsync(write, cancellationToken) is { } written)
            {
                writing.Succeed(written);
                if (write.Owed.Types.Contains(NotificationTypes.FolderDriftDetected))
                {
                    metrics.Drifted();
                }

                return new FolderWritten(written.Folder.Folder, write, lostRaces);
            }
        }

        throw new StoreUnavailableException($"Other writers changed the folder first, {MaxAttempts} times in a row.");
    }

    private static ChangedWork WorkAfter(FolderWrite write) => new(
        write.Change.Current.FolderId, write.Change.Current.Version, [.. write.Owed.Deliveries.Select(static delivery => delivery.Key.ToString())])
        {
            // What Oz itself left open is asked about in time, and not at once again.
            Refresh = write.Change.Cause is ChangeCause.Webhook ? write.Refresh : RefreshReasons.None,
        };
}
