using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Folders;

/// <summary>
/// Does what follows from a stored change: the first attempt of each delivery, and the index and the list of folders to ask Oz about.
/// Its message was enqueued before the change was stored, so the change may come a moment later, or never.
/// </summary>
/// <param name="store">Remembers folders.</param>
/// <param name="recent">Knows what this process has just written.</param>
/// <param name="lists">Lists folders.</param>
/// <param name="deliveries">Attempts deliveries; what comes after the first attempt has messages of its own.</param>
/// <param name="oz">Tells whether Oz can be asked at all.</param>
/// <param name="queue">The work queue.</param>
/// <param name="time">The clock.</param>
public sealed class ChangeFollowUp(
    IFolderStore store,
    RecentChanges recent,
    FolderLists lists,
    NotificationDelivery deliveries,
    OzInquiry oz,
    IWorkQueue queue,
    TimeProvider time)
{
    /// <summary>How often a message that came before its change is put back: about a minute in all.</summary>
    public const int MaxPutBacks = 30;

    private static readonly TimeSpan PutBackDelay = TimeSpan.FromSeconds(2);

    // 300 ms in all: a transaction on its way is mostly there by then.
    private static readonly TimeSpan[] ReadAgainAfter =
        [TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(40), TimeSpan.FromMilliseconds(80), TimeSpan.FromMilliseconds(160)];

    /// <summary>Handles a changed folder.</summary>
    /// <param name="work">The message.</param>
    /// <param name="cancellationToken">Gives up; the message must then stay.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<WorkReport> HandleAsync(ChangedWork work, CancellationToken cancellationToken)
    {
        var written = await recent.TakeAsync(work.Folder, work.Version, cancellationToken);
        var stored = written?.Folder ?? await ReadAsync(work, cancellationToken);
        if (stored?.Tombstone is { } tombstone)
        {
            // A consumer that was killed may have listed it after it was taken off the lists.
            await lists.RemoveAsync(work.Folder, tombstone.IndexDay, last: null, cancellationToken);
            return new WorkReport(WorkResult.Dropped, $"Folder {work.Folder} was erased.");
        }

        if (!IsThere(stored, work))
        {
            return await PutBackOrGiveUpAsync(work, stored, cancellationToken);
        }

        // At once and beside one another: neither does an endpoint wait for another, nor the lists for any of them.
        var attempts = work.Deliveries.Select(delivery => deliveries.HandleAsync(new DeliverWork(work.Folder, delivery, Attempt: 1), written?.Find(delivery), cancellationToken)).ToList();
        await Task.WhenAll([RecordAsync(stored!, cancellationToken), RefreshAsync(work, cancellationToken), .. attempts]);
        var told = attempts.ConvertAll(static attempt => attempt.Result);
        return new WorkReport(WorkResult.Done, $"Version {work.Version} of folder {work.Folder} was followed up. {string.Join(' ', told.Select(static attempt => attempt.Detail))}".TrimEnd())
        {
            Weight = told.Select(static attempt => attempt.Weight).DefaultIfEmpty().Max(),
        };
    }

    private Task RefreshAsync(ChangedWork work, CancellationToken cancellationToken) => work.Refresh is RefreshReasons.None || !oz.IsConfigured
        ? Task.CompletedTask
        : queue.EnqueueAsync(new RefreshWork(work.Folder, work.Refresh), TimeSpan.Zero, cancellationToken);

    private async Task RecordAsync(StoredFolder stored, CancellationToken cancellationToken)
    {
        var folder = stored.Folder!;
        await lists.RecordAsync(folder, cancellationToken);

        // Whoever removes it takes it off the lists after its fence; looking after listing it, one of us two sees the other.
        if ((await store.FindAsync(folder.FolderId, cancellationToken))?.Folder is null)
        {
            await lists.RemoveAsync(folder.FolderId, folder.IndexDay, folder, cancellationToken);
            return;
        }

        await store.WriteMissingAnalysesAsync(stored, cancellationToken);
    }

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
        if (work.PutBacks >= MaxPutBacks && await store.TryFenceOffAsync(work.Folder, stored, cancellationToken))
        {
            return new WorkReport(WorkResult.Dropped, $"{name} never came.");
        }

        await queue.EnqueueAsync(work with { PutBacks = work.PutBacks + 1 }, PutBackDelay, cancellationToken);
        return new WorkReport(WorkResult.PutBack, $"{name} is not there yet.");
    }
}
