using OzFunctions.Core.Oz;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Reads lists of Oz page by page, with one page in memory at a time.</summary>
/// <param name="oz">Polls Oz.</param>
/// <param name="settings">The limits of a run.</param>
/// <param name="clock">Compares the folders' times with our clock.</param>
public sealed class OzPages(OzGateway oz, ReconciliationSettings settings, OzClock clock)
{
    /// <summary>Continues with a list.</summary>
    /// <param name="pass">The step.</param>
    /// <param name="list">The cursor of the list.</param>
    /// <param name="move">Stores the new cursor after each page.</param>
    /// <param name="most">The maximum number of pages.</param>
    /// <param name="use">Handles the new items of a page. When it throws, or returns false because the step's time is up, the page is read again.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>True when everything was read; false when the step's time is up, or a limit is reached.</returns>
    /// <exception cref="OzUnavailableException">Oz is unavailable.</exception>
    /// <exception cref="OzRefusedException">Oz rejects the request permanently.</exception>
    internal async Task<bool> ReadAsync(
        ReconciliationPass pass,
        ListingCursor list,
        Action<ListingCursor> move,
        int most,
        Func<OzPage, Task<bool>> use,
        CancellationToken cancellationToken)
    {
        for (var pages = 0; pages < most && !list.IsDone && pass.Progress.Pages < settings.MaxPages && !pass.IsTimeUp; pages++)
        {
            if (await ReadPageAsync(pass, list, use, cancellationToken) is not { } moved)
            {
                return false;
            }

            list = moved;
            pass.Progress = pass.Progress with { Pages = pass.Progress.Pages + 1, Tries = 0 };
            pass.Counts.Add(ReconciliationCounts.Pages);
            move(list);
        }

        return list.IsDone;
    }

    private async Task<ListingCursor?> ReadPageAsync(ReconciliationPass pass, ListingCursor list, Func<OzPage, Task<bool>> use, CancellationToken cancellationToken)
    {
        OzPage page;
        try
        {
            page = await oz.ListAsync(list.Next(), cancellationToken);
        }
        catch (OzAnswerTooLargeException)
        {
            if (list.PageSize == 1)
            {
                pass.Counts.Add(ReconciliationCounts.Scanned);
                pass.Counts.Add(ReconciliationCounts.Failed);
            }

            return list.AfterTooLarge();
        }

        foreach (var item in page.Items)
        {
            clock.CompareFolder(item.At ?? DateTimeOffset.MinValue);
        }

        var counted = pass.Counts.ToDictionary();
        try
        {
            return await use(list.Fresh(page)) ? list.After(page) : null;
        }
        catch
        {
            // The page will be read again, and its folders must not be counted twice.
            pass.Counts.Reset(counted);
            throw;
        }
    }
}
