using OzFunctions.Core.Runs;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Applies what Oz lists, so that a folder comes to light which no webhook ever named.</summary>
/// <param name="pages">Reads Oz's lists.</param>
/// <param name="look">Looks at a folder.</param>
/// <param name="queue">The work queue.</param>
public sealed class ListedFolders(OzPages pages, FolderLook look, IWorkQueue queue)
{
    private const int AtOnce = 32;

    /// <summary>Goes on with a list, page by page.</summary>
    /// <param name="pass">The step.</param>
    /// <param name="list">The list.</param>
    /// <param name="move">Notes where it stands.</param>
    /// <param name="most">How many pages at most.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <returns>Whether all was applied; else the step's time was up, or the run's limit reached.</returns>
    /// <exception cref="OzUnavailableException">Oz cannot be asked now.</exception>
    /// <exception cref="OzRefusedException">Oz will not answer, ever.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal Task<bool> RunAsync(ReconciliationPass pass, ListingCursor list, Action<ListingCursor> move, int most, CancellationToken cancellationToken) =>
        pages.ReadAsync(pass, list, move, most, page => ApplyAsync(page, pass.Counts), cancellationToken);

    private async Task<bool> ApplyAsync(OzPage page, RunCounts counts)
    {
        foreach (var some in page.Items.Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(item => ApplyAsync(item, counts)));
        }

        return true;
    }

    private async Task ApplyAsync(OzListed item, RunCounts counts)
    {
        if (item.Payload is not { } told)
        {
            counts.Add(LookCounts.Scanned);
            counts.Add(LookCounts.Failed);
            await SetDownAsync(item.FolderId);
            return;
        }

        // A list that leaves the analyses out says nothing that could be applied, and asking about each here could take longer than a step may.
        if (!told.AnalysesTold)
        {
            counts.Add(LookCounts.SetDown);
        }

        if (!told.AnalysesTold || await look.ApplyAsync(told, counts) is { Folder: null, IsErased: false })
        {
            await SetDownAsync(told.FolderId);
        }
    }

    // As work of its own it is tried again and ends where people see it, and pins nothing.
    private Task SetDownAsync(string? folderId) => folderId is null
        ? Task.CompletedTask
        : queue.EnqueueAsync(new RefreshWork(folderId, RefreshReasons.NotApplied), TimeSpan.Zero, CancellationToken.None);
}
