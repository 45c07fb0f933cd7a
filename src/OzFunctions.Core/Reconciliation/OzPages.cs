using OzFunctions.Core.Oz;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Reads lists of Oz page by page, one page in memory at a time.</summary>
/// <param name="oz">Asks Oz.</param>
/// <param name="settings">How many pages a run may read.</param>
/// <param name="clock">Compares the times that folders bear with our clock.</param>
public sealed class OzPages(OzInquiry oz, ReconciliationSettings settings, OzClock clock)
{
    /// <summary>Goes on with a list.</summary>
    /// <param name="pass">The step.</param>
    /// <param name="list">Where the reading stands.</param>
    /// <param name="move">Notes where it stands after each page.</param>
    /// <param name="most">How many pages at most.</param>
    /// <param name="use">Uses what is new on a page. When it throws, or gives false because the step's time is up, the page is read again.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <returns>Whether all was read; else the step's time was up, or the run's limit reached.</returns>
    /// <exception cref="OzUnavailableException">Oz cannot be asked now.</exception>
    /// <exception cref="OzRefusedException">Oz will not answer, ever.</exception>
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
            pass.Counts.Add(LookCounts.Pages);
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
                pass.Counts.Add(LookCounts.Scanned);
                pass.Counts.Add(LookCounts.Failed);
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
            // The page will be read again, and its folders must not count twice.
            pass.Counts.Reset(counted);
            throw;
        }
    }
}
