using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Webhooks;

/// <summary>
/// Makes durable what a payload tells: read the folder, merge, enqueue what will follow, store the change with all that it owes. When it
/// returns, a 2xx is true.
/// </summary>
/// <param name="store">Remembers folders.</param>
/// <param name="queue">The work queue.</param>
/// <param name="notifications">Who is told, and what.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Numbers from 0 (inclusive) to 1 (exclusive), for jitter. Must be safe for concurrent use.</param>
public sealed class WebhookIngest(IFolderStore store, IWorkQueue queue, NotificationSettings notifications, TimeProvider time, Func<double> random)
{
    /// <summary>How often a lost race is run again. With the delays below that is about five seconds of losing.</summary>
    internal const int MaxAttempts = 24;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>Applies a payload.</summary>
    /// <param name="payload">What came.</param>
    /// <param name="cause">Why it is applied.</param>
    /// <param name="cancellationToken">Gives up; whether the change took place is then unknown.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or other writers were faster every time: nothing may be acknowledged.</exception>
    /// <exception cref="FolderTooLargeException">The folder has outgrown what one record can hold.</exception>
    public async Task<IngestResult> ApplyAsync(OzPayload payload, ChangeCause cause, CancellationToken cancellationToken)
    {
        for (var lostRaces = 0; lostRaces < MaxAttempts; lostRaces++)
        {
            if (lostRaces > 0)
            {
                await Task.Delay(DelayAfter(lostRaces), time, cancellationToken);
            }

            var stored = await store.FindAsync(payload.FolderId, cancellationToken);
            var change = Folder.Apply(stored?.Folder, payload.FolderId, payload.Records, cause, time.GetUtcNow());
            if (change is null)
            {
                return new IngestResult(IngestOutcome.Duplicate, stored!.Folder!, [], RefreshReasons.None, lostRaces);
            }

            var write = new FolderWrite(change, stored, OwedDeliveries.By(change, notifications), OwedRefresh.By(change, payload.AnalysesTold));
            await queue.EnqueueAsync(WorkAfter(write), TimeSpan.Zero, cancellationToken);
            if (await store.TryWriteAsync(write, cancellationToken) is { } written)
            {
                return new IngestResult(IngestOutcome.Applied, written.Folder!, write.Owed.Types, write.Refresh, lostRaces);
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

    private TimeSpan DelayAfter(int lostRaces)
    {
        var longest = Math.Min(FirstDelay.TotalMilliseconds * Math.Pow(2, lostRaces - 1), LongestDelay.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(longest * random());
    }
}
