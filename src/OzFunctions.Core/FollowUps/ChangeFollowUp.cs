using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.FollowUps;

/// <summary>
/// Follows up a stored change: makes the first attempt of each delivery and updates the lists of folders. Usually the process that made the
/// change does this from memory; otherwise any process that receives the change's message. The message is enqueued before the change is
/// stored, so it may be received before the change exists, and the change may never be stored.
/// </summary>
/// <param name="store">The folder store.</param>
/// <param name="listing">Updates the lists of folders.</param>
/// <param name="firstAttempts">Makes the first attempts; later attempts have their own messages.</param>
/// <param name="own">The changes that this process follows up itself.</param>
/// <param name="oz">Whether Oz can be polled at all.</param>
/// <param name="queue">The work queue.</param>
/// <param name="time">The clock.</param>
public sealed class ChangeFollowUp(
    IFolderStore store,
    FolderListWriter listing,
    FirstAttempts firstAttempts,
    LocalChanges own,
    OzGateway oz,
    IWorkQueue queue,
    TimeProvider time)
{
    private static readonly TimeSpan RaceDelay = TimeSpan.FromSeconds(2);

    // Leaves enough time, in most cases, to write the list rows before the message becomes visible and another process writes them.
    private static readonly TimeSpan ListedBefore = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DoneBefore = TimeSpan.FromSeconds(5);

    // 300 ms in total, enough for most transactions that are still in progress.
    private static readonly TimeSpan[] ReadAgainAfter =
        [TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(40), TimeSpan.FromMilliseconds(80), TimeSpan.FromMilliseconds(160)];

    /// <summary>Follows up a change made by this process. When this throws, the process that receives the change's message does the rest.</summary>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<WorkReport> HandleAsync(OwnChange change, CancellationToken cancellationToken)
    {
        try
        {
            return await FollowUpAsync(change, cancellationToken);
        }
        catch (Exception) when (time.GetUtcNow() >= change.MadeAt + own.HiddenFor - DoneBefore)
        {
            // Another process may already have done everything before a failed write of this one took effect; a list row may then be outdated.
            await queue.EnqueueAsync(change.Work, TimeSpan.Zero, cancellationToken);
            throw;
        }
    }

    /// <summary>Handles the message of a change.</summary>
    /// <param name="work">The message.</param>
    /// <param name="cancellationToken">Cancels the operation; the message must then stay on the queue.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<WorkReport> HandleAsync(ChangedWork work, CancellationToken cancellationToken)
    {
        var stored = await ReadAsync(work, cancellationToken);
        if (stored?.Tombstone is { } tombstone)
        {
            // A process that was killed may have listed the folder after it was removed from the lists.
            await listing.RemoveAsync(work.Folder, tombstone, cancellationToken);
            return new WorkReport(WorkResult.Dropped, $"Folder {work.Folder} was erased.");
        }

        if (stored?.Folder is { } folder && folder.FirstSeenAt != work.FirstSeenAt)
        {
            return new WorkReport(WorkResult.Dropped, $"Version {work.Version} of folder {work.Folder} belongs to an earlier folder with the same id, which was removed.");
        }

        if (!IsThere(stored, work))
        {
            return await PutBackOrGiveUpAsync(work, stored, cancellationToken);
        }

        var held = await listing.HoldAsync(stored!, cancellationToken);
        return (await FollowUpAsync(work, held, static _ => null, DateTimeOffset.MaxValue, cancellationToken)).Report;
    }

    private async Task<WorkReport> FollowUpAsync(OwnChange change, CancellationToken cancellationToken)
    {
        OwnDelivery? Find(string key) => change.Written.Deliveries.FirstOrDefault(row => row.Value.Key.ToString() == key) is { } row && change.Written.Data is { } data
            ? new OwnDelivery(row, data, () => !own.IsClosed && time.GetElapsedTime(change.Made) <= DeliveryAttempts.BeginWithin)
            : null;

        // Endpoints at their limits in this process. They may have room in another, and need not wait for the other endpoints of the change.
        string[] elsewhere =
        [
            .. change.Written.Deliveries
                .Where(static row => row.Value is { State: DeliveryState.Pending, ClaimedUntil: null })
                .Select(static row => row.Value.Key.ToString()),
        ];
        var enqueued = Task.WhenAll(elsewhere.Select(key => queue.EnqueueAsync(change.Work.FirstAttemptAt(key), TimeSpan.Zero, cancellationToken)));
        var here = change.Work with { Deliveries = [.. change.Work.Deliveries.Except(elsewhere)] };

        var followedUp = FollowUpAsync(here, change.Written.Folder, Find, change.MadeAt + own.HiddenFor - ListedBefore, cancellationToken);
        await Task.WhenAll(enqueued, followedUp);
        var (report, left) = followedUp.Result;
        if (left.Count == 0)
        {
            await queue.RemoveAsync(change.Message, cancellationToken);
            return report;
        }

        await firstAttempts.UnclaimAsync([.. left.Select(work => Find(work.Delivery)!.Row)], cancellationToken);
        var rest = change.Work with { Deliveries = [.. left.Select(static work => work.Delivery)], Refresh = RefreshReasons.None };
        await queue.MakeDueAsync(change.Message with { Item = rest }, cancellationToken);
        return report with { Result = WorkResult.PutBack };
    }

    // In parallel: no endpoint waits for another, and the lists wait for none of them.
    private async Task<(WorkReport Report, IReadOnlyList<DeliverWork> Left)> FollowUpAsync(
        ChangedWork work, StoredFolder stored, Func<string, OwnDelivery?> find, DateTimeOffset listedUntil, CancellationToken cancellationToken)
    {
        var folder = stored.Folder!;
        var attempts = firstAttempts.Begin(work, find, cancellationToken);
        var isListed = folder.ListVersion >= work.Version;
        var listed = isListed ? listing.WriteAsync(folder, work.Version, listedUntil, cancellationToken) : Task.CompletedTask;
        var refreshed = RefreshAsync(work, cancellationToken);

        var taken = await firstAttempts.TryRecordTakenAsync(attempts, listed, stored, cancellationToken);
        var confirmed = isListed && taken.Count == 0 ? listing.ConfirmAsync(listed, folder, cancellationToken) : listed;
        var rest = attempts.Except(taken).Select(attempt => firstAttempts.RecordAsync(attempt, cancellationToken)).ToList();
        await Task.WhenAll([refreshed, confirmed, .. rest]);
        await store.WriteMissingAnalysesAsync(stored, cancellationToken);

        List<WorkReport> reports = [.. taken.Select(static attempt => DeliveryOutcomes.ReportTaken(attempt.Result.Attempt!)), .. rest.Select(static one => one.Result.Ended).OfType<WorkReport>()];

        // A delivery that must be attempted later leaves the change's message, and gets its own.
        await Task.WhenAll(reports.Select(static report => report.Again).OfType<WorkRequeue>().Select(again => queue.EnqueueAsync(again.Item, again.Delay, cancellationToken)));
        return (Report(work, reports), [.. rest.Select(static one => one.Result).Where(static one => one.IsLeft).Select(static one => one.Work)]);
    }

    private static WorkReport Report(ChangedWork work, IReadOnlyList<WorkReport> reports) =>
        new(WorkResult.Done, $"Version {work.Version} of folder {work.Folder} was followed up. {string.Join(' ', reports.Select(static one => one.Detail))}".TrimEnd())
        {
            Weight = reports.Select(static one => one.Weight).DefaultIfEmpty().Max(),
        };

    private Task RefreshAsync(ChangedWork work, CancellationToken cancellationToken) => work.Refresh is RefreshReasons.None || !oz.IsConfigured
        ? Task.CompletedTask
        : queue.EnqueueAsync(new RefreshWork(work.Folder, work.Refresh), TimeSpan.Zero, cancellationToken);

    private static bool IsThere(StoredFolder? stored, ChangedWork work) => stored?.Folder?.Version >= work.Version;

    private async Task<StoredFolder?> ReadAsync(ChangedWork work, CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(work.Folder, cancellationToken);
        foreach (var delay in ReadAgainAfter)
        {
            if (IsThere(stored, work) || stored?.Tombstone is not null)
            {
                break;
            }

            await Task.Delay(delay, time, cancellationToken);
            stored = await store.FindAsync(work.Folder, cancellationToken);
        }

        return stored;
    }

    private async Task<WorkReport> PutBackOrGiveUpAsync(ChangedWork work, StoredFolder? stored, CancellationToken cancellationToken)
    {
        var name = $"Version {work.Version} of folder {work.Folder}";

        // The fence makes a transaction that is still in progress fail; its writer then starts again with a new message.
        var delay = EarlyMessage.DelayOf(work);
        return delay is null && await store.TryFenceOffAsync(work.Folder, stored, time.GetUtcNow(), cancellationToken)
            ? new WorkReport(WorkResult.Dropped, $"{name} was never stored.")
            : WorkReport.PutBack(work, delay ?? RaceDelay, $"{name} is not stored yet.");
    }
}
