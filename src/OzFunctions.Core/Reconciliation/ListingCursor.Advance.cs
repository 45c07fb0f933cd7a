using System.Globalization;

namespace OzFunctions.Core.Reconciliation;

/// <content>How the cursor advances from page to page, and from list to list.</content>
public sealed partial record ListingCursor
{
    // The progress of a run must fit into one property of its row.
    private const int MaxSeen = 200;

    /// <summary>Returns the items of a page that were not read before. Empty when the page does not begin as required, because it is then requested again.</summary>
    /// <param name="page">The page.</param>
    /// <returns>The page with the remaining items.</returns>
    public OzPage Fresh(OzPage page) =>
        page with { Items = IsShifted(page) ? [] : [.. page.Items.Where(item => item.FolderId is null || !Seen.Contains(item.FolderId))] };

    /// <summary>Advances the cursor past a page.</summary>
    /// <param name="page">The page as Oz returned it.</param>
    /// <returns>The new cursor.</returns>
    public ListingCursor After(OzPage page)
    {
        if (IsShifted(page))
        {
            return this with { Offset = 0, IsAnchored = false };
        }

        var known = page.Items.Select(static item => item.At?.ToUnixTimeSeconds()).OfType<long>().ToList();
        var onward = this with
        {
            Offset = Offset + page.Items.Count,
            IsAnchored = false,
            IsDone = page.IsLast,
            PageSize = Math.Min(2 * PageSize, FullPageSize),
            Latest = known.Count > 0 ? Math.Max(known.Max(), Latest ?? long.MinValue) : Latest,
        };
        if (IsUnsorted)
        {
            return onward;
        }

        if (known.Zip(known.Skip(1)).Any(static pair => pair.First > pair.Second))
        {
            // The times by which the list advanced may have been wrong, so everything is read again.
            return Reached == From ? onward with { IsUnsorted = true } : this with { IsUnsorted = true, Reached = From, Offset = 0, Seen = [], IsAnchored = false };
        }

        var showsOrder = IsSorted || (known.Count > 0 && known[0] < known[^1]);
        if (!showsOrder || known.Count == 0 || known[^1] <= Reached)
        {
            return onward with { IsSorted = showsOrder };
        }

        var last = known[^1];
        string[] seen = [.. page.Items.Where(item => item is { FolderId: not null, At: { } at } && at.ToUnixTimeSeconds() == last).Select(static item => item.FolderId!)];

        // Too many to store: continue by offset alone until a page ends in another second.
        return seen.Length > MaxSeen
            ? onward with { IsSorted = true }
            : onward with { IsSorted = true, Reached = last, Offset = Math.Max(0, seen.Length - 1), Seen = seen, IsAnchored = seen.Length > 1 };
    }

    private bool IsShifted(OzPage page) => IsAnchored && (page.Items is not [var first, ..] || first.FolderId != Seen[^1]);

    /// <summary>Determines where the next list begins, after this one was read completely.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="overlap">By how much the lists overlap.</param>
    /// <returns>The earliest time of the next list, UTC. While no time of Oz has been seen, everything is read again.</returns>
    /// <remarks>
    /// Uses Oz's own times, because its clock may be behind ours, but no time later than when this list was begun by our clock: one wrong
    /// time of Oz would otherwise pass over everything to come.
    /// </remarks>
    public DateTimeOffset BeginningOfNext(DateTimeOffset now, TimeSpan overlap)
    {
        // While a list is read by offset, new folders may be passed over.
        if ((IsUnsorted ? LatestBefore : Latest) is not { } latest)
        {
            return DateTimeOffset.FromUnixTimeSeconds(From);
        }

        return DateTimeOffset.FromUnixTimeSeconds(Math.Min(Math.Min(latest, To), now.ToUnixTimeSeconds())) - overlap;
    }

    /// <summary>Records that this list is read after another one, so that it shows everything up to when that one was read.</summary>
    /// <param name="other">The other list, read completely.</param>
    /// <returns>The new cursor.</returns>
    public ListingCursor AfterReading(ListingCursor other) => other.Latest > (Latest ?? long.MinValue) ? this with { Latest = other.Latest } : this;

    /// <summary>Steps back in a list that an earlier run did not finish, and to that run's end time if a wrong time of Oz led beyond it.</summary>
    /// <param name="overlap">The maximum overlap; at most half of what that run read, so that every run makes progress.</param>
    /// <returns>The new cursor.</returns>
    public ListingCursor SteppedBack(TimeSpan overlap)
    {
        if (IsAmidSecond && Reached <= To)
        {
            return this with { Began = Reached };
        }

        var reached = Math.Min(Reached, To) - Math.Min((long)overlap.TotalSeconds, (Reached - Began) / 2);
        return reached < Reached ? this with { Reached = Math.Max(From, reached), Began = Math.Max(From, reached), Offset = 0, Seen = [], IsAnchored = false } : this with { Began = Reached };
    }

    /// <summary>Continues after a page that cannot be read because of one of its folders: with half the page size, or past the folder if it was a single one.</summary>
    /// <returns>The new cursor.</returns>
    public ListingCursor AfterUnreadable() => PageSize > 1 ? Halved() : this with { Offset = Offset + 1, IsAnchored = false };

    /// <summary>The reached place of the list, for messages.</summary>
    internal string Place => string.Create(
        CultureInfo.InvariantCulture, $"number {Offset + 1} of those {(By is OzTimeField.Created ? "created" : "updated")} at {DateTimeOffset.FromUnixTimeSeconds(Reached):u} or later");

    /// <summary>Returns other places of the list near the reached one, for a page of a single folder each: behind it, and before it, where something was read.</summary>
    /// <returns>The cursors at these places.</returns>
    internal IEnumerable<ListingCursor> Others()
    {
        int[] offsets = Offset > 0 ? [Offset + 1, Offset + FullPageSize, 0] : [1, FullPageSize];
        return offsets.Select(offset => this with { Offset = offset, PageSize = 1 });
    }

    /// <summary>Drops most of <see cref="Seen"/>, so that little is stored about a list while others have their turn; reading folders twice is harmless.</summary>
    /// <returns>The new cursor.</returns>
    public ListingCursor Paused() => this with { Seen = IsAnchored ? [Seen[^1]] : [] };

    /// <summary>Halves the page size.</summary>
    /// <returns>The new cursor.</returns>
    public ListingCursor Halved() => this with { PageSize = Math.Max(1, PageSize / 2) };
}
