using OzFunctions.Core.Folders;
using OzFunctions.Core.Webhooks;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Compares, for a span, every folder of Oz with ours and every one of ours with Oz's, without changing any.</summary>
/// <param name="oz">Polls Oz.</param>
/// <param name="pages">Reads lists of Oz.</param>
/// <param name="store">The folder store.</param>
/// <param name="index">The index of folders.</param>
/// <param name="reports">The store of reports.</param>
/// <param name="time">The clock.</param>
public sealed class DryRunStep(OzGateway oz, OzPages pages, IFolderStore store, IFolderIndex index, IDryRunStore reports, TimeProvider time)
{
    private const int MaxConcurrent = 32;
    private const int PageSize = 200;

    // While a report is being made, an erasure checks the reports again, after a longer time than this.
    private static readonly TimeSpan RecordedWithin = TimeSpan.FromSeconds(10);

    /// <summary>Continues with the folders that Oz lists.</summary>
    /// <returns>True when all were compared.</returns>
    /// <exception cref="OzUnavailableException">Oz is unavailable.</exception>
    /// <exception cref="OzRefusedException">Oz rejects the request permanently.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal Task<bool> CompareAsync(ReconciliationPass pass, CancellationToken cancellationToken) => pages.ReadAsync(
        pass,
        pass.Progress.Span!,
        moved => pass.Progress = pass.Progress with { Span = moved, IsAmidPage = pass.Progress.IsAmidPage && moved == pass.Progress.Span!.Halved() },
        int.MaxValue,
        page => ComparePageAsync(pass, page, cancellationToken),
        cancellationToken);

    /// <summary>Continues with our folders that were not on Oz's list: they do not exist at Oz, or have another time there.</summary>
    /// <returns>True when all were compared.</returns>
    /// <exception cref="OzUnavailableException">Oz is unavailable.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<bool> CompareOursAsync(ReconciliationPass pass, CancellationToken cancellationToken)
    {
        // A folder may have been first seen long after it was created, so all later days are searched.
        var last = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        while (pass.Progress.Day <= last && !pass.IsBudgetUsed)
        {
            var page = await pass.WaitForStorageAsync(() => index.ListAsync(HourSpan.OfDay(pass.Progress.Day), FolderFilter.All, pass.Progress.Continuation, PageSize, CancellationToken.None));
            if (!await CompareOursAsync(pass, page.Items, cancellationToken))
            {
                return false;
            }

            pass.Progress = page.Next is null
                ? pass.Progress with { Day = pass.Progress.Day.AddDays(1), Continuation = null }
                : pass.Progress with { Continuation = page.Next };
        }

        return pass.Progress.Day > last;
    }

    private async Task<bool> ComparePageAsync(ReconciliationPass pass, OzPage page, CancellationToken cancellationToken)
    {
        var items = page.Items.Where(static item => item.FolderId is not null).DistinctBy(static item => item.FolderId, StringComparer.Ordinal).ToList();
        if (!await RecordAsync(pass, items, static item => item.FolderId!, item => CompareAsync(pass, item), isNew: !pass.Progress.IsAmidPage && !pass.Progress.Span!.IsUnsorted, cancellationToken))
        {
            pass.Progress = pass.Progress with { IsAmidPage = true };
            return false;
        }

        // An item without a readable id is counted, but has no row.
        Count(pass, ComparisonVerdict.Unreadable, page.Items.Count(static item => item.FolderId is null));
        return true;
    }

    private Task<bool> CompareOursAsync(ReconciliationPass pass, IReadOnlyList<IndexedFolder> folders, CancellationToken cancellationToken)
    {
        // Also by when it was first seen, because a forged folder has a forged creation time.
        var span = pass.Progress.Span!;
        var within = folders.Where(folder => IsWithin(span, folder.TimeCreated) || IsWithin(span, folder.FirstSeenAt)).ToList();
        return RecordAsync(pass, within, static folder => folder.FolderId, static _ => Task.FromResult<ComparedFolder?>(null), isNew: false, cancellationToken);
    }

    private static bool IsWithin(ListingCursor span, DateTimeOffset? time) => time?.ToUnixTimeSeconds() is { } seconds && seconds >= span.From && seconds <= span.To;

    // In small batches, each recorded before the next: a step that is interrupted repeats nothing.
    private async Task<bool> RecordAsync<T>(
        ReconciliationPass pass, IReadOnlyList<T> items, Func<T, string> idOf, Func<T, Task<ComparedFolder?>> compare, bool isNew, CancellationToken cancellationToken)
    {
        foreach (var some in items.Chunk(MaxConcurrent))
        {
            if (pass.IsTimeUp)
            {
                return false;
            }

            var began = time.GetTimestamp();
            var known = isNew ? new HashSet<string>() : await reports.ComparedAsync(pass.Run.Id, [.. some.Select(idOf)], CancellationToken.None);
            var left = some.Where(item => !known.Contains(idOf(item))).ToList();
            var compared = await Task.WhenAll(left.Select(compare));
            await RecordAsync(pass, began, [.. compared.OfType<ComparedFolder>()]);

            // Not all together: Oz may take long to answer for one folder, and what is not recorded within a step is polled again in the next.
            foreach (var asked in left.Where((_, i) => compared[i] is null).Chunk(oz.MaxConcurrent))
            {
                if (pass.IsTimeUp)
                {
                    return false;
                }

                began = time.GetTimestamp();
                await RecordAsync(pass, began, await Task.WhenAll(asked.Select(item => AskAsync(idOf(item), cancellationToken))));
            }
        }

        return true;
    }

    private async Task RecordAsync(ReconciliationPass pass, long began, ComparedFolder[] folders)
    {
        if (folders.Length == 0)
        {
            return;
        }

        await reports.RecordAsync(pass.Run.Id, [.. folders.Where(static folder => folder.Verdict is not ComparisonVerdict.Erased)], CancellationToken.None);
        foreach (var folder in folders)
        {
            Count(pass, folder.Verdict, 1);
        }

        if (time.GetElapsedTime(began) > RecordedWithin)
        {
            await Task.WhenAll(folders.Select(folder => RemoveErasedAsync(folder.FolderId)));
        }

        pass.Progress = pass.Progress with { Tries = 0 };
    }

    // A folder that was erased since it was read is in the report now.
    private async Task RemoveErasedAsync(string folderId)
    {
        if ((await store.FindAsync(folderId, CancellationToken.None))?.Tombstone is not null)
        {
            await reports.RemoveAsync(folderId, CancellationToken.None);
        }
    }

    // Null when Oz must be polled for the folder: the list had no analyses, or our folder changed after Oz's page was read.
    private async Task<ComparedFolder?> CompareAsync(ReconciliationPass pass, OzListed item)
    {
        if (item.Payload is not { HasAnalyses: true } answer)
        {
            return item.Payload is null ? FolderComparison.Unreadable(item.FolderId!, item.Error!) : null;
        }

        var stored = await store.FindAsync(item.FolderId!, CancellationToken.None);
        return stored?.Folder?.LastSeenAt >= pass.BeganAt ? null : Compare(item.FolderId!, stored, answer);
    }

    private async Task<ComparedFolder> AskAsync(string folderId, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await oz.FindAsync(folderId, cancellationToken);
            return Compare(folderId, await store.FindAsync(folderId, CancellationToken.None), answer);
        }
        catch (Exception e) when (OzGateway.IsOfOneFolder(e))
        {
            return FolderComparison.Unreadable(folderId, e.Message);
        }
    }

    private static ComparedFolder Compare(string folderId, StoredFolder? stored, OzPayload? answer) =>
        stored?.Tombstone is null ? FolderComparison.Of(folderId, stored?.Folder, answer) : FolderComparison.Erased(folderId);

    private static void Count(ReconciliationPass pass, ComparisonVerdict verdict, int folders) => pass.Counts.AddChecks(
        verdict switch
        {
            ComparisonVerdict.Same => ReconciliationCounts.Unchanged,
            ComparisonVerdict.Different => ReconciliationCounts.Different,
            ComparisonVerdict.MissingHere => ReconciliationCounts.MissingHere,
            ComparisonVerdict.MissingAtOz => ReconciliationCounts.UnknownAtOz,
            ComparisonVerdict.Erased => ReconciliationCounts.Ignored,
            _ => ReconciliationCounts.Failed,
        },
        folders);
}
