using OzFunctions.Core.Oz;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Decides which lists of Oz a run reads, and where each continues after the previous run.</summary>
/// <param name="settings">The reconciliation settings.</param>
/// <param name="before">The progress at the end of the previous run; null for the first.</param>
/// <param name="now">The current time, UTC.</param>
internal sealed class ListingPlan(ReconciliationSettings settings, ReconciliationProgress? before, DateTimeOffset now)
{
    private readonly TimeSpan _widening = OzClock.Widening(before?.Skew);

    /// <summary>Creates the lists of a run.</summary>
    /// <returns>
    /// The list of created folders, the list of older folders that were updated, and the list of folders created some time ago, once for
    /// each of <see cref="ReconciliationSettings.LookAgain"/>.
    /// </returns>
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

    /// <summary>Creates the list of a requested span.</summary>
    /// <param name="from">The earliest creation, UTC.</param>
    /// <param name="to">The latest creation, UTC.</param>
    /// <returns>The list.</returns>
    public ListingCursor Span(DateTimeOffset from, DateTimeOffset to) => ListingCursor.Of(
        OzTimeField.Created,
        from - DateTimeOffset.MinValue > _widening ? from - _widening : DateTimeOffset.MinValue,
        DateTimeOffset.MaxValue - to > _widening ? to + _widening : DateTimeOffset.MaxValue,
        settings.PageSize);

    // Younger folders are still to come on the list of created folders. Folders passed over by an offset may have any creation time.
    private ListingCursor Older(ListingCursor updated, ListingCursor created) => updated with
    {
        // The earlier of the two clocks: if ours were ahead during one run, that run would pass over all changes.
        CreatedFrom = Math.Min(created.Latest ?? long.MaxValue, now.ToUnixTimeSeconds()) - (long)settings.UpdatedWithin.TotalSeconds,
        CreatedTo = created is { IsUnsorted: false, IsAmidSecond: false } ? created.Reached : created.AskedTo,
    };

    private ListingCursor GoOn(ListingCursor? last, OzTimeField by)
    {
        if (last is { IsDone: false, IsUnsorted: true })
        {
            // A longer list would move the folders that were already read.
            return last;
        }

        // Reads overlap: a folder becomes visible some time after its own time, and two nodes of Oz may differ by as much as Oz and we do.
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

        // If Oz's clock is behind ours, the list must not end before times that Oz has yet to assign.
        var to = (now - behind - _widening).ToUnixTimeSeconds();
        if (last is { IsDone: false } && last.To <= to)
        {
            return last with { To = to, Began = last.Reached };
        }

        // Continues from the times that were seen, because Oz's folders may have times behind ours. What was read while our clock was ahead
        // was read too early and is read once more. So is the second at which it ended, because Oz may have left out its fractions.
        var from = last is null ? to
            : last.To <= to && last.Latest is { } latest ? Math.Min(latest + 1, last.To)
            : last.From;
        return new ListingCursor(OzTimeField.Created, Math.Min(from, to), to, settings.PageSize) { Behind = behind, IsDone = last is null };
    }
}
