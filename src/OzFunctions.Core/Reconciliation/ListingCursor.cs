using OzFunctions.Core.Webhooks;

namespace OzFunctions.Core.Reconciliation;

/// <summary>
/// Where the reading of a list of Oz stands. Pages advance by the earliest time that is asked for, and by an offset only within one second,
/// so that a folder that comes or goes meanwhile moves no other across the edge of a page. Where a page ends amid a second, the next one begins
/// with its last folder, which shows that nothing moved: one folder is read twice, however many bear that second. A list that does not show
/// itself to be sorted is read by the offset alone. The next list begins where this one ended by Oz's own times, since its clock may differ
/// from ours.
/// </summary>
/// <param name="By">By which time the list is sorted.</param>
/// <param name="From">The earliest time, seconds since 1970, UTC.</param>
/// <param name="To">The latest time, seconds since 1970, UTC.</param>
/// <param name="PageSize">How many folders a page holds.</param>
public sealed record ListingCursor(OzTimeField By, long From, long To, int PageSize)
{
    /// <summary>The earliest creation, seconds since 1970, UTC, of a list by another time.</summary>
    public long? CreatedFrom { get; init; }

    /// <summary>The latest creation, seconds since 1970, UTC, of a list by another time.</summary>
    public long? CreatedTo { get; init; }

    /// <summary>How far behind the present the list ends, where it is read once more for what changed since; null for one that is read for what is new.</summary>
    public TimeSpan? Behind { get; init; }

    /// <summary>Whether the latest time is only when the list was begun, by our clock: what Oz created or changed later is asked for as well.</summary>
    public bool IsOpenEnded { get; init; }

    /// <summary>When the list before this one was begun by our clock, seconds since 1970, UTC; null for the first.</summary>
    public long? Since { get; init; }

    /// <summary>The greatest of Oz's own times that was seen, on this list or one before it, seconds since 1970, UTC; null while there was none.</summary>
    public long? Latest { get; init; }

    /// <summary><see cref="Latest"/> as it was when this list was begun.</summary>
    public long? LatestBefore { get; init; }

    // What a run remembers must fit one property of its row.
    private const int MaxSeen = 200;

    // Longer than any reading takes.
    private const long StaysFor = 365 * 24 * 60 * 60;

    /// <summary>How many folders a page holds at most; fewer while pages were larger than we take.</summary>
    public int FullPageSize { get; init; } = PageSize;

    /// <summary>The second that was reached.</summary>
    public long Reached { get; init; } = From;

    /// <summary>The second that was reached when the run began.</summary>
    public long Began { get; init; } = From;

    /// <summary>How many folders of that second and later are behind us.</summary>
    public int Offset { get; init; }

    /// <summary>Folders of that second that were read already, and may come once more.</summary>
    public IReadOnlyList<string> Seen { get; init; } = [];

    /// <summary>Whether the next page is to begin with the last of <see cref="Seen"/>: should it not, folders came or went, and the second is read from its beginning.</summary>
    public bool IsAnchored { get; init; }

    /// <summary>Whether a page showed that Oz sorts as it is asked to.</summary>
    public bool IsSorted { get; init; }

    /// <summary>Whether a page showed that it does not.</summary>
    public bool IsUnsorted { get; init; }

    /// <summary>Whether everything was read.</summary>
    public bool IsDone { get; init; }

    /// <summary>Whether folders of the second that was reached are behind us by the offset alone.</summary>
    internal bool IsAmidSecond => Offset > 0 && !IsAnchored;

    /// <summary>The latest time that is asked for, seconds since 1970, UTC. A folder that bears a later one cannot be taken yet: see <see cref="OzPayloadReader.MaxClockLead"/>.</summary>
    /// <remarks>What changes while a list is read by the offset stays on it, or all behind it would move up. The next list begins before <see cref="To"/> and finds the change.</remarks>
    internal long AskedTo => IsUnsorted && By is OzTimeField.Updated ? To + StaysFor
        : IsOpenEnded ? To + (long)OzPayloadReader.MaxClockLead.TotalSeconds
        : To;

    /// <summary>A list between two times.</summary>
    /// <param name="by">By which time.</param>
    /// <param name="from">The earliest, UTC.</param>
    /// <param name="to">The latest, UTC.</param>
    /// <param name="pageSize">How many folders a page holds.</param>
    /// <returns>Its beginning.</returns>
    public static ListingCursor Of(OzTimeField by, DateTimeOffset from, DateTimeOffset to, int pageSize) =>
        new(by, from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds(), pageSize);

    /// <summary>What to ask for next.</summary>
    /// <returns>The next page.</returns>
    public OzListing Next() => new(By, DateTimeOffset.FromUnixTimeSeconds(Reached), DateTimeOffset.FromUnixTimeSeconds(AskedTo))
    {
        CreatedFrom = CreatedFrom is { } from ? DateTimeOffset.FromUnixTimeSeconds(from) : null,
        CreatedTo = CreatedTo is { } to ? DateTimeOffset.FromUnixTimeSeconds(to) : null,
        Offset = Offset,
        Limit = PageSize,
    };

    /// <summary>The folders of a page that were not read before; none of one that does not begin where it should, since what it should have been is asked for again.</summary>
    /// <param name="page">The page.</param>
    /// <returns>The rest of it.</returns>
    public OzPage Fresh(OzPage page) =>
        page with { Items = IsShifted(page) ? [] : [.. page.Items.Where(item => item.FolderId is null || !Seen.Contains(item.FolderId))] };

    /// <summary>Moves on behind a page that was read.</summary>
    /// <param name="page">The page, as Oz gave it.</param>
    /// <returns>Where the reading stands now.</returns>
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
            // What was passed over by its time may have been the end of nothing, so all is read again.
            return Reached == From ? onward with { IsUnsorted = true } : this with { IsUnsorted = true, Reached = From, Offset = 0, Seen = [], IsAnchored = false };
        }

        var showsOrder = IsSorted || (known.Count > 0 && known[0] < known[^1]);
        if (!showsOrder || known.Count == 0 || known[^1] <= Reached)
        {
            return onward with { IsSorted = showsOrder };
        }

        var last = known[^1];
        string[] seen = [.. page.Items.Where(item => item is { FolderId: not null, At: { } at } && at.ToUnixTimeSeconds() == last).Select(static item => item.FolderId!)];

        // More than can be remembered: by the offset alone, until a page ends in another second.
        return seen.Length > MaxSeen
            ? onward with { IsSorted = true }
            : onward with { IsSorted = true, Reached = last, Offset = Math.Max(0, seen.Length - 1), Seen = seen, IsAnchored = seen.Length > 1 };
    }

    private bool IsShifted(OzPage page) => IsAnchored && (page.Items is not [var first, ..] || first.FolderId != Seen[^1]);

    /// <summary>Where the list after this one begins, once this one was read whole.</summary>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="overlap">How much of what was read is read again.</param>
    /// <returns>Its earliest time, UTC. While no time of Oz's was ever seen, all is read again.</returns>
    /// <remarks>By Oz's own times, since its clock may be behind ours; never later than when this list was begun by ours, since one wrong time of Oz's would pass over all that is to come.</remarks>
    public DateTimeOffset BeginningOfNext(DateTimeOffset now, TimeSpan overlap)
    {
        // While a list is read by the offset, folders come that it passes over.
        if ((IsUnsorted ? LatestBefore : Latest) is not { } latest)
        {
            return DateTimeOffset.FromUnixTimeSeconds(From);
        }

        return DateTimeOffset.FromUnixTimeSeconds(Math.Min(Math.Min(latest, To), now.ToUnixTimeSeconds())) - overlap;
    }

    /// <summary>Notes that this list is read after another one, so that it shows whatever happened until that one was read.</summary>
    /// <param name="other">The other list, read whole.</param>
    /// <returns>Where the reading stands now.</returns>
    public ListingCursor AfterReading(ListingCursor other) => other.Latest > (Latest ?? long.MinValue) ? this with { Latest = other.Latest } : this;

    /// <summary>Goes back a little in a list that an earlier run did not read whole, and to the time of that run where it was led beyond it by a wrong time.</summary>
    /// <param name="overlap">How much is read again at most; half of what that run read, so that every run gets further.</param>
    /// <returns>Where the reading stands now.</returns>
    public ListingCursor SteppedBack(TimeSpan overlap)
    {
        if (IsAmidSecond && Reached <= To)
        {
            return this with { Began = Reached };
        }

        var reached = Math.Min(Reached, To) - Math.Min((long)overlap.TotalSeconds, (Reached - Began) / 2);
        return reached < Reached ? this with { Reached = Math.Max(From, reached), Began = Math.Max(From, reached), Offset = 0, Seen = [], IsAnchored = false } : this with { Began = Reached };
    }

    /// <summary>Moves on when a page was larger than we take: half as many are asked for, and a single folder is left out.</summary>
    /// <returns>Where the reading stands now.</returns>
    public ListingCursor AfterTooLarge() => PageSize > 1 ? Halved() : this with { Offset = Offset + 1, IsAnchored = false };

    /// <summary>Forgets the folders that come once more, so that little is stored of a list while another has its turn: looking at them twice does no harm.</summary>
    /// <returns>Where the reading stands now.</returns>
    public ListingCursor Paused() => this with { Seen = IsAnchored ? [Seen[^1]] : [] };

    /// <summary>Asks for half as many folders.</summary>
    /// <returns>Where the reading stands now.</returns>
    public ListingCursor Halved() => this with { PageSize = Math.Max(1, PageSize / 2) };
}
