using OzFunctions.Core.Oz;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Reads lists of Oz page by page, with one page in memory at a time.</summary>
/// <param name="oz">Polls Oz.</param>
/// <param name="settings">The limits of a run.</param>
/// <param name="clock">Compares the folders' times with our clock.</param>
public sealed class OzPages(OzGateway oz, ReconciliationSettings settings, OzClock clock)
{
    // How often Oz must answer for another folder, and then fail again for this one, before this one is passed over.
    private const int Confirmations = 2;

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
            if (await ReadPageAsync(pass, list, move, use, cancellationToken) is not { } moved)
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

    private async Task<ListingCursor?> ReadPageAsync(
        ReconciliationPass pass, ListingCursor list, Action<ListingCursor> move, Func<OzPage, Task<bool>> use, CancellationToken cancellationToken)
    {
        OzPage page;
        try
        {
            page = await AskAsync(pass, list, cancellationToken);
        }
        catch (OzAnswerTooLargeException e)
        {
            return AfterUnreadable(pass, list, e);
        }
        catch (OzUnavailableException e) when (e.MayBeOfOneFolder && list.PageSize > 1)
        {
            // Stored at once: the next failure may end the step.
            list = AfterUnreadable(pass, list, e);
            move(list);
            return pass.IsTimeUp ? null : await ReadPageAsync(pass, list, move, use, cancellationToken);
        }
        catch (OzUnavailableException e) when (e.MayBeOfOneFolder)
        {
            if (!await IsOfItsFolderAsync(list, cancellationToken))
            {
                throw;
            }

            return AfterUnreadable(pass, list, e);
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

    private async Task<OzPage> AskAsync(ReconciliationPass pass, ListingCursor list, CancellationToken cancellationToken)
    {
        if (list.PageSize == 1 && pass.Run.Step % 2 == 1)
        {
            // An open circuit breaker lets one request through at a time. If that were always the one that fails, it would never close.
            await AnswersForAnotherAsync(list, cancellationToken);
        }

        return await oz.ListAsync(list.Next(), cancellationToken);
    }

    // While Oz fails for every folder, none of them is the cause, and none may be passed over.
    private async Task<bool> IsOfItsFolderAsync(ListingCursor list, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Confirmations; i++)
        {
            if (!await AnswersForAnotherAsync(list, cancellationToken) || !await FailsAsync(list, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    // An empty page proves nothing: Oz may be unable to read any folder.
    private async Task<bool> AnswersForAnotherAsync(ListingCursor list, CancellationToken cancellationToken)
    {
        foreach (var other in list.Others())
        {
            try
            {
                if (await oz.ListAsync(other.Next(), cancellationToken) is { Items.Count: > 0 })
                {
                    return true;
                }
            }
            catch (OzAnswerTooLargeException)
            {
                return true;
            }
            catch (OzUnavailableException e)
            {
                if (!e.MayBeOfOneFolder)
                {
                    return false;
                }
            }
        }

        return false;
    }

    private async Task<bool> FailsAsync(ListingCursor list, CancellationToken cancellationToken)
    {
        try
        {
            await oz.ListAsync(list.Next(), cancellationToken);
            return false;
        }
        catch (OzUnavailableException e)
        {
            return e.MayBeOfOneFolder;
        }
        catch (OzAnswerTooLargeException)
        {
            return false;
        }
    }

    private static ListingCursor AfterUnreadable(ReconciliationPass pass, ListingCursor list, Exception because)
    {
        if (list.PageSize == 1)
        {
            pass.Counts.AddChecks(ReconciliationCounts.Failed);
            pass.Warn($"A folder was passed over, {list.Place}. {because.Message}");
        }

        return list.AfterUnreadable();
    }
}
