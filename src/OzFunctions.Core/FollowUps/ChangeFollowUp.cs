using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.FollowUps;

/// <summary>
/// Does what follows from a stored change: the first attempt of each delivery, and the lists of folders. Mostly the process that made the change
/// does it, from memory; else whichever takes its message, which was enqueued before the change was stored, so that the change may come a moment
/// later, or never.
/// </summary>
/// <param name="store">Remembers folders.</param>
/// <param name="listing">Lists folders.</param>
/// <param name="telling">Attempts deliveries; what comes after the first attempt has messages of its own.</param>
/// <param name="own">The changes that this process follows up.</param>
/// <param name="oz">Tells whether Oz can be asked at all.</param>
/// <param name="queue">The work queue.</param>
/// <param name="time">The clock.</param>
public sealed class ChangeFollowUp(
    IFolderStore store,
    FolderListing listing,
    ChangeTelling telling,
    OwnChanges own,
    OzInquiry oz,
    IWorkQueue queue,
    TimeProvider time)
{
    /// <summary>How often a message that came before its change is put back: about a minute in all.</summary>
    public const int MaxPutBacks = 30;

    private static readonly TimeSpan PutBackDelay = TimeSpan.FromSeconds(2);

    /// <summary>An attempt that begins later than this after it was claimed may not end before another process takes it for due.</summary>
    internal static readonly TimeSpan BeginWithin = TimeSpan.FromSeconds(2);

    // Mostly time enough for the rows of the lists to be written before the message appears and another process writes the same rows.
    private static readonly TimeSpan ListedBefore = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DoneBefore = TimeSpan.FromSeconds(5);

    // 300 ms in all: a transaction on its way is mostly there by then.
    private static readonly TimeSpan[] ReadAgainAfter =
        [TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(40), TimeSpan.FromMilliseconds(80), TimeSpan.FromMilliseconds(160)];

    /// <summary>Follows up a change that this process has made. When this throws, the process that takes the change's message does the rest.</summary>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<WorkReport> HandleAsync(OwnChange change, CancellationToken cancellationToken)
    {
        try
        {
            return await FollowUpAsync(change, cancellationToken);
        }
        catch (Exception) when (time.GetUtcNow() >= change.MadeAt + own.HiddenFor - DoneBefore)
        {
            // Another process may have done all of it already, before what failed here took effect after all: a row of a list may be old now.
            await queue.EnqueueAsync(change.Work, TimeSpan.Zero, cancellationToken);
            throw;
        }
    }

    /// <summary>Handles the message of a changed folder.</summary>
    /// <param name="work">The message.</param>
    /// <param name="cancellationToken">Gives up; the message must then stay.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<WorkReport> HandleAsync(ChangedWork work, CancellationToken cancellationToken)
    {
        var stored = await ReadAsync(work, cancellationToken);
        if (stored?.Tombstone is { } tombstone)
        {
            // A process that was killed may have listed it after it was taken off the lists.
            await listing.RemoveAsync(work.Folder, tombstone, cancellationToken);
            return new WorkReport(WorkResult.Dropped, $"Folder {work.Folder} was erased.");
        }

        if (stored?.Folder is { } folder && folder.FirstSeenAt != work.FirstSeenAt)
        {
            return new WorkReport(WorkResult.Dropped, $"Version {work.Version} of folder {work.Folder} was one of a folder that is no more.");
        }

        return IsThere(stored, work)
            ? (await FollowUpAsync(work, stored!, static _ => null, DateTimeOffset.MaxValue, cancellationToken)).Report
            : await PutBackOrGiveUpAsync(work, stored, cancellationToken);
    }

    private async Task<WorkReport> FollowUpAsync(OwnChange change, CancellationToken cancellationToken)
    {
        OwnDelivery? Find(string key) => change.Written.Deliveries.FirstOrDefault(row => row.Value.Key.ToString() == key) is { } row && change.Written.Data is { } data
            ? new OwnDelivery(row, data, () => !own.IsClosed && time.GetUtcNow() - change.MadeAt <= BeginWithin)
            : null;

        var (report, left) = await FollowUpAsync(change.Work, change.Written.Folder, Find, change.MadeAt + own.HiddenFor - ListedBefore, cancellationToken);
        if (left.Count == 0)
        {
            await queue.RemoveAsync(change.Message, cancellationToken);
            return report;
        }

        await telling.GiveBackAsync([.. left.Select(work => Find(work.Delivery)!.Row)], cancellationToken);
        var rest = change.Work with { Deliveries = [.. left.Select(static work => work.Delivery)], Refresh = RefreshReasons.None };
        await queue.HastenAsync(change.Message with { Item = rest }, cancellationToken);
        return report with { Result = WorkResult.PutBack };
    }

    // At once and beside one another: neither does an endpoint wait for another, nor the lists for any of them.
    private async Task<(WorkReport Report, IReadOnlyList<DeliverWork> Left)> FollowUpAsync(
        ChangedWork work, StoredFolder stored, Func<string, OwnDelivery?> find, DateTimeOffset listedUntil, CancellationToken cancellationToken)
    {
        var folder = stored.Folder!;
        var attempts = telling.Begin(work, find, cancellationToken);
        var isListed = folder.ListVersion >= work.Version;
        var listed = isListed ? listing.WriteAsync(folder, work.Version, listedUntil, cancellationToken) : Task.CompletedTask;
        var refreshed = RefreshAsync(work, cancellationToken);

        var taken = await telling.TryRecordTakenAsync(attempts, listed, stored, cancellationToken);
        var confirmed = isListed && taken.Count == 0 ? listing.ConfirmAsync(listed, folder, cancellationToken) : listed;
        var rest = attempts.Except(taken).Select(attempt => telling.RecordAsync(attempt, cancellationToken)).ToList();
        await Task.WhenAll([refreshed, confirmed, .. rest]);
        await store.WriteMissingAnalysesAsync(stored, cancellationToken);

        var told = taken.Select(static attempt => DeliveryOutcomes.ReportTaken(attempt.Result.Attempt!)).Concat(rest.Select(static one => one.Result.Ended).OfType<WorkReport>());
        return (Report(work, [.. told]), [.. rest.Select(static one => one.Result).Where(static one => one.IsLeft).Select(static one => one.Work)]);
    }

    private static WorkReport Report(ChangedWork work, IReadOnlyList<WorkReport> told) =>
        new(WorkResult.Done, $"Version {work.Version} of folder {work.Folder} was followed up. {string.Join(' ', told.Select(static one => one.Detail))}".TrimEnd())
        {
            Weight = told.Select(static one => one.Weight).DefaultIfEmpty().Max(),
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

        // After this a transaction that is still on its way fails, and its writer starts again with a new message.
        if (work.PutBacks >= MaxPutBacks && await store.TryFenceOffAsync(work.Folder, stored, time.GetUtcNow(), cancellationToken))
        {
            return new WorkReport(WorkResult.Dropped, $"{name} never came.");
        }

        await queue.EnqueueAsync(work with { PutBacks = work.PutBacks + 1 }, PutBackDelay, cancellationToken);
        return new WorkReport(WorkResult.PutBack, $"{name} is not there yet.");
    }
}
