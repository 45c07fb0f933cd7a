namespace OzFunctions.Core.Reconciliation;

/// <summary>
/// Where the reading of a list of Oz stands. Pages advance by the earliest time that is asked for, and by an offset only within one second,
/// so that a folder that comes or goes meanwhile moves no other across the edge of a page. A list that does not show itself to be sorted is
/// read by the offset alone.
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

    // What a run remembers must fit one property of its row.
    private const int MaxSeen = 200;

    // Longer than any reading takes.
    private const long StaysFor = 365 * 24 * 60 * 60;

    /// <summary>How many folders a page holds at most; fewer while pages were larger than we take.</summary>
    public int FullPageSize { get; init; } = PageSize;

    /// <summary>The second that was reached.</summary>
    public long Reached { get; init; } = From;

    /// <summary>How many folders of that second and later are behind us.</summary>
    public int Offset { get; init; }

    /// <summary>Folders of that second that were read already, and come once more.</summary>
    public IReadOnlyList<string> Seen { get; init; } = [];

    /// <summary>Whether a page showed that Oz sorts as it is asked to.</summary>
    public bool IsSorted { get; init; }

    /// <summary>Whether a page showed that it does not.</summary>
    public bool IsUnsorted { get; init; }

    /// <summary>Whether everything was read.</summary>
    public bool IsDone { get; init; }

    // What changes while a list is read by the offset must stay on it: were it to leave, all behind it would move up, and one folder over the edge of
    // what was read. The next list finds the change, since it begins before To.
    private long AskedTo => IsUnsorted && By is OzTimeField.Updated ? To + StaysFor : To;

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

    /// <summary>The folders of a page that were not read before.</summary>
    /// <param name="page">The page.</param>
    /// <returns>The rest of it.</returns>
    public OzPage Fresh(OzPage page) =>
        page with { Items = [.. page.Items.Where(item => item.FolderId is null || !Seen.Contains(item.FolderId))] };

    /// <summary>Moves on behind a page that was read.</summary>
    /// <param name="page">The page, as Oz gave it.</param>
    /// <returns>Where the reading stands now.</returns>
    public ListingCursor After(OzPage page)
    {
        var known = page.Items.Select(static item => item.At?.ToUnixTimeSeconds()).OfType<long>().ToList();
        var onward = this with { Offset = Offset + page.Items.Count, IsDone = page.IsLast, PageSize = Math.Min(2 * PageSize, FullPageSize) };
        if (IsUnsorted)
        {
            return onward;
        }

        if (known.Zip(known.Skip(1)).Any(static pair => pair.First > pair.Second))
        {
            // What was passed over by its time may have been the end of nothing, so all is read again.
            return Reached == From ? onward with { IsUnsorted = true } : this with { IsUnsorted = true, Reached = From, Offset = 0, Seen = [] };
        }

        var showsOrder = IsSorted || (known.Count > 0 && known[0] < known[^1]);
        if (!showsOrder || known.Count == 0 || known[^1] <= Reached)
        {
            return onward with { IsSorted = showsOrder };
        }

        var last = known[^1];
        string[] seen = [.. page.Items.Where(item => item is { FolderId: not null, At: { } at } && at.ToUnixTimeSeconds() == last).Select(static item => item.FolderId!)];

        // More than can be remembered: by the offset alone, until a page ends in another second.
        return seen.Length > MaxSeen ? onward with { IsSorted = true } : onward with { IsSorted = true, Reached = last, Offset = 0, Seen = seen };
    }

    /// <summary>Goes back, to read once more what was read of a time and later.</summary>
    /// <param name="time">The time, UTC; nothing before <see cref="From"/> is read for it.</param>
    /// <returns>Where the reading stands now: where it stood, if that is earlier.</returns>
    public ListingCursor BackTo(DateTimeOffset time)
    {
        var second = Math.Max(From, time.ToUnixTimeSeconds());
        return Reached > second ? this with { Reached = second, Offset = 0, Seen = [] } : this;
    }

    /// <summary>Moves on when a page was larger than we take: half as many are asked for, and a single folder is left out.</summary>
    /// <returns>Where the reading stands now.</returns>
    public ListingCursor AfterTooLarge() => PageSize > 1 ? Halved() : this with { Offset = Offset + 1 };

    /// <summary>Asks for half as many folders.</summary>
    /// <returns>Where the reading stands now.</returns>
    public ListingCursor Halved() => this with { PageSize = Math.Max(1, PageSize / 2) };
}
