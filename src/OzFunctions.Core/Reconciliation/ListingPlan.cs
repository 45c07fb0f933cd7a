using OzFunctions.Core.Oz;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Decides which lists of Oz a run reads, and where each begins: where the run before left it.</summary>
/// <param name="settings">What runs look at.</param>
/// <param name="before">Where the run before ended; null for the first.</param>
/// <param name="now">The current time, UTC.</param>
internal sealed class ListingPlan(ReconciliationSettings settings, ReconciliationProgress? before, DateTimeOffset now)
{
    private readonly TimeSpan _widening = OzClock.Widening(before?.Skew);

    /// <summary>The lists of a run.</summary>
    /// <returns>What was created, what was changed of what is older, and what was created some time ago, once for each of <see cref="ReconciliationSettings.LookAgain"/>.</returns>
    public IReadOnlyList<ListingCursor> Lists()
    {
        var created = GoOn(before?.Created, OzTimeField.Created);
        var updated = GoOn(before?.Updated, OzTimeField.Updated);
        return
        [
            created,
            updated is { IsUnsorted: true, Offset: > 0 } ? updated : Older(updated, created),
            .. settings.LookAgain.Distinct().Order().Select(behind => Again(behind, before?.Lists.FirstOrDefault(list => list.Behind == behind))),
        ];
    }

    /// <summary>The list of a span that somebody named.</summary>
    /// <param name="from">The earliest creation, UTC.</param>
    /// <param name="to">The latest creation, UTC.</param>
    /// <returns>The list.</returns>
    public ListingCursor Span(DateTimeOffset from, DateTimeOffset to) => ListingCursor.Of(OzTimeField.Created, from - _widening, to + _widening, settings.PageSize);

    // The younger ones are yet to come in the list of what was created. Those that were left behind by an offset may be of any time.
    private ListingCursor Older(ListingCursor updated, ListingCursor created) => updated with
    {
        // By whichever clock is behind: were ours ahead for one run, that run would pass over all changes.
        CreatedFrom = Math.Min(created.Latest ?? long.MaxValue, now.ToUnixTimeSeconds()) - (long)settings.UpdatedWithin.TotalSeconds,
        CreatedTo = created is { IsUnsorted: false, IsAmidSecond: false } ? created.Reached : created.AskedTo,
    };

    private ListingCursor GoOn(ListingCursor? last, OzTimeField by)
    {
        if (last is { IsDone: false, IsUnsorted: true })
        {
            // What is longer now would move what was read already.
            return last;
        }

        // What was read last is read again: a folder becomes visible some time after the time that it bears, and two nodes of Oz may differ by as much as Oz and we do.
        var overlap = settings.Overlap + _widening;
        if (last is { IsDone: false })
        {
            return last.SteppedBack(overlap) with { To = now.ToUnixTimeSeconds() };
        }

        var from = last is null ? now - settings.Lookback - _widening : last.BeginningOfNext(now, overlap);
        return ListingCursor.Of(by, from, now, settings.PageSize) with
        {
            IsOpenEnded = true,
            Since = last?.To,
            Latest = last?.Latest,
            LatestBefore = last?.Latest,
        };
    }

    private ListingCursor Again(TimeSpan behind, ListingCursor? last)
    {
        if (last is { IsDone: false, IsUnsorted: true })
        {
            return last;
        }

        // A clock of Oz's that is behind ours must not have the list end where its time has yet to come.
        var to = (now - behind - _widening).ToUnixTimeSeconds();
        if (last is { IsDone: false } && last.To <= to)
        {
            return last with { To = to, Began = last.Reached };
        }

        // By the times that were seen, since folders of Oz's may bear times behind ours. What a clock of ours read that was ahead was read too early: once more.
        var from = last is null ? to : last.To <= to ? last.Latest + 1 ?? last.From : last.From;
        return new ListingCursor(OzTimeField.Created, Math.Min(from, to), to, settings.PageSize) { Behind = behind, IsDone = last is null };
    }
}
