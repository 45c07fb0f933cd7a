using OzFunctions.Core.Work;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Applies lists of Oz, which also discovers folders that no webhook named.</summary>
/// <param name="pages">Reads lists of Oz.</param>
/// <param name="poll">Polls and applies single folders.</param>
/// <param name="queue">The work queue.</param>
public sealed class ListedFolders(OzPages pages, FolderPoll poll, IWorkQueue queue)
{
    private const int MaxConcurrent = 32;

    /// <summary>Continues with a list, page by page.</summary>
    /// <param name="pass">The step.</param>
    /// <param name="list">The list.</param>
    /// <param name="move">Stores the new cursor.</param>
    /// <param name="most">The maximum number of pages.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>True when everything was applied; false when the step's time is up, or a limit is reached.</returns>
    /// <exception cref="OzUnavailableException">Oz is unavailable.</exception>
    /// <exception cref="OzRefusedException">Oz rejects the request permanently.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal Task<bool> RunAsync(ReconciliationPass pass, ListingCursor list, Action<ListingCursor> move, int most, CancellationToken cancellationToken) =>
        pages.ReadAsync(pass, list, move, most, page => ApplyAsync(page, pass), cancellationToken);

    private async Task<bool> ApplyAsync(OzPage page, ReconciliationPass pass)
    {
        foreach (var some in page.Items.Chunk(MaxConcurrent))
        {
            await Task.WhenAll(some.Select(item => ApplyAsync(item, pass)));
        }

        return true;
    }

    private async Task ApplyAsync(OzListed item, ReconciliationPass pass)
    {
        if (item.Payload is not { } answer)
        {
            pass.Counts.AddChecks(ReconciliationCounts.Failed);
            await EnqueueRefreshAsync(item.FolderId);
            return;
        }

        // A list item without analyses contains nothing that could be applied, and polling for each here could take longer than a step may.
        if (!answer.HasAnalyses)
        {
            pass.Counts.Add(ReconciliationCounts.Queued);
        }

        if (!answer.HasAnalyses || await poll.ApplyAsync(answer, pass) is { Folder: null, IsErased: false })
        {
            await EnqueueRefreshAsync(answer.FolderId);
        }
    }

    // As a work item of its own it is retried, ends in the poison queue if it fails, and does not hold up the list.
    private Task EnqueueRefreshAsync(string? folderId) => folderId is null
        ? Task.CompletedTask
        : queue.EnqueueAsync(new RefreshWork(folderId, RefreshReasons.NotApplied), TimeSpan.Zero, CancellationToken.None);
}
