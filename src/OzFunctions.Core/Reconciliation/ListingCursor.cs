using OzFunctions.Core.Webhooks;

namespace OzFunctions.Core.Reconciliation;

/// <summary>
/// The position in a list of Oz. Pages advance by the earliest requested time, and by an offset only within one second, so that a folder
/// that appears or disappears meanwhile does not shift others across a page boundary. When a page ends within a second, the next page
/// begins with its last folder, which proves that nothing shifted: only one folder is read twice, however many have that second. A list
/// that is not recognisably sorted is read by offset alone. The next list begins where this one ended by Oz's own times, because its clock
/// may differ from ours.
/// </summary>
/// <param name="By">The time by which the list is sorted.</param>
/// <param name="From">The earliest time, in seconds since 1970-01-01, UTC.</param>
/// <param name="To">The latest time, in seconds since 1970-01-01, UTC.</param>
/// <param name="PageSize">The number of folders on a page.</param>
public sealed partial record ListingCursor(OzTimeField By, long From, long To, int PageSize)
{
    /// <summary>The earliest creation time, in seconds since 1970-01-01, UTC, of a list by another time.</summary>
    public long? CreatedFrom { get; init; }

    /// <summary>The latest creation time, in seconds since 1970-01-01, UTC, of a list by another time.</summary>
    public long? CreatedTo { get; init; }

    /// <summary>How far behind the present the list ends, for a list that is read again to find changes; null for a list of new folders.</summary>
    public TimeSpan? Behind { get; init; }

    /// <summary>Whether the latest time is only when the list was begun by our clock, so that later times of Oz are requested as well.</summary>
    public bool IsOpenEnded { get; init; }

    /// <summary>When the previous list was begun by our clock, in seconds since 1970-01-01, UTC; null for the first.</summary>
    public long? Since { get; init; }

    /// <summary>The greatest of Oz's own times seen on this list or an earlier one, in seconds since 1970-01-01, UTC; null while there is none.</summary>
    public long? Latest { get; init; }

    /// <summary>The value of <see cref="Latest"/> when this list was begun.</summary>
    public long? LatestBefore { get; init; }

    // Longer than any list takes to read.
    private const long StaysFor = 365 * 24 * 60 * 60;

    /// <summary>The full page size; <see cref="PageSize"/> is smaller while pages exceed the size limit.</summary>
    public int FullPageSize { get; init; } = PageSize;

    /// <summary>The second that was reached.</summary>
    public long Reached { get; init; } = From;

    /// <summary>The second that had been reached when the run began.</summary>
    public long Began { get; init; } = From;

    /// <summary>The number of folders of that second and later that were already read.</summary>
    public int Offset { get; init; }

    /// <summary>The folders of that second that were already read and may appear again.</summary>
    public IReadOnlyList<string> Seen { get; init; } = [];

    /// <summary>
    /// Whether the next page must begin with the last of <see cref="Seen"/>. If it does not, folders appeared or disappeared, and the
    /// second is read again from its beginning.
    /// </summary>
    public bool IsAnchored { get; init; }

    /// <summary>Whether a page proved that Oz sorts as requested.</summary>
    public bool IsSorted { get; init; }

    /// <summary>Whether a page proved that Oz does not sort as requested.</summary>
    public bool IsUnsorted { get; init; }

    /// <summary>Whether the list was read completely.</summary>
    public bool IsDone { get; init; }

    /// <summary>Whether folders of the reached second are passed over by offset alone.</summary>
    internal bool IsAmidSecond => Offset > 0 && !IsAnchored;

    /// <summary>The latest requested time, in seconds since 1970-01-01, UTC. Folders with a later time cannot be accepted yet: see <see cref="OzPayloadReader.MaxClockLead"/>.</summary>
    /// <remarks>
    /// A folder that changes while a list is read by offset stays on that list; otherwise all folders behind it would shift. The next list
    /// begins before <see cref="To"/> and finds the change.
    /// </remarks>
    internal long AskedTo => IsUnsorted && By is OzTimeField.Updated ? To + StaysFor
        : IsOpenEnded ? To + (long)OzPayloadReader.MaxClockLead.TotalSeconds
        : To;

    /// <summary>Creates the cursor of a list between two times, extended to whole seconds.</summary>
    /// <param name="by">The time by which the list is sorted.</param>
    /// <param name="from">The earliest time, UTC.</param>
    /// <param name="to">The latest time, UTC.</param>
    /// <param name="pageSize">The number of folders on a page.</param>
    /// <returns>The cursor at the beginning of the list.</returns>
    public static ListingCursor Of(OzTimeField by, DateTimeOffset from, DateTimeOffset to, int pageSize) =>
        new(by, from.ToUnixTimeSeconds(), RoundedUp(to), pageSize);

    /// <summary>Returns the request for the next page.</summary>
    /// <returns>The request.</returns>
    public OzListing Next() => new(By, DateTimeOffset.FromUnixTimeSeconds(Reached), DateTimeOffset.FromUnixTimeSeconds(AskedTo))
    {
        CreatedFrom = CreatedFrom is { } from ? DateTimeOffset.FromUnixTimeSeconds(from) : null,
        CreatedTo = CreatedTo is { } to ? DateTimeOffset.FromUnixTimeSeconds(to) : null,
        Offset = Offset,
        Limit = PageSize,
    };

    // Oz's times have fractions of a second, and the bounds that Oz is asked for have none. The last second of all has no next one.
    private static long RoundedUp(DateTimeOffset time) =>
        Math.Min(time.ToUnixTimeSeconds() + (time.UtcTicks % TimeSpan.TicksPerSecond > 0 ? 1 : 0), DateTimeOffset.MaxValue.ToUnixTimeSeconds());
}
