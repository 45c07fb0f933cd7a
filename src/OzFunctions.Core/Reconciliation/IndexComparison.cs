using OzFunctions.Core.Folders;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>
/// Compares the index with the folders that it lists, hour by hour, each hour once, 24 hours after it ended. A process checks the folder after it has
/// written to the index; if it is killed before that check, an outdated row remains, and this replaces it. It does not need Oz.
/// </summary>
/// <param name="index">The index of folders.</param>
/// <param name="store">The folder store.</param>
/// <param name="lists">Removes folders from the lists.</param>
/// <param name="listing">Lists folders.</param>
/// <param name="poll">Enqueues lost follow-ups.</param>
/// <param name="scope">The clock.</param>
public sealed class IndexComparison(IFolderIndex index, IFolderStore store, FolderLists lists, FolderListWriter listing, FolderPoll poll, ReconciliationScope scope)
{
    private const int PageSize = 1_000;
    private const int MaxConcurrent = 32;

    private static readonly TimeSpan After = TimeSpan.FromHours(24);

    /// <summary>Continues with the hours that were not compared yet.</summary>
    /// <returns>True when all hours that ended at least 24 hours ago were compared; false when the step's time is up.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<bool> RunAsync(ReconciliationPass pass)
    {
        var last = IndexHour.Of(scope.Now - After).Plus(-1);
        while (Next(pass.Progress, last) is var hour && hour.Number <= last.Number && !pass.IsBudgetUsed)
        {
            var page = await ReadAsync(pass, hour);
            foreach (var some in page.Items.Chunk(MaxConcurrent))
            {
                await Task.WhenAll(some.Select(listed => CompareAsync(hour, listed, pass.Counts)));
            }

            pass.Progress = pass.Progress with { Hour = page.Next is null ? hour.Plus(1).Number : hour.Number, HourFrom = page.Next };
        }

        return Next(pass.Progress, last).Number > last.Number;
    }

    // The first run begins with the latest due hour. A stored hour in the future was written by a process with a wrong clock.
    private static IndexHour Next(ReconciliationProgress progress, IndexHour last) =>
        progress.Hour is { } hour && hour <= last.Number + 1 ? new IndexHour(hour) : last;

    private async Task<PageOf<IndexedFolder>> ReadAsync(ReconciliationPass pass, IndexHour hour)
    {
        Task<PageOf<IndexedFolder>> ListAsync(string? from) =>
            pass.WaitForStorageAsync(() => index.ListAsync(new HourSpan(hour, hour), FolderFilter.All, from, PageSize, CancellationToken.None));
        try
        {
            return await ListAsync(pass.Progress.Hour == hour.Number ? pass.Progress.HourFrom : null);
        }
        catch (InvalidContinuationException)
        {
            return await ListAsync(from: null);
        }
    }

    private async Task CompareAsync(IndexHour hour, IndexedFolder listed, RunCounts counts)
    {
        var stored = await store.FindAsync(listed.FolderId, CancellationToken.None);
        if (stored?.Folder is { } folder && folder.IndexHour == hour && folder.ListVersion >= listed.Version)
        {
            await (folder.ListVersion > listed.Version ? poll.FollowUpAsync(folder, counts) : Task.CompletedTask);
            return;
        }

        // The row's folder was removed. A new folder with the same id may have been stored since.
        counts.Add(ReconciliationCounts.Behind);
        await lists.RemoveAsync(listed.FolderId, hour, stored?.Tombstone?.Entries ?? [], CancellationToken.None);
        await listing.ListAsync(listed.FolderId, CancellationToken.None);
    }
}
