namespace OzFunctions.Core.Folders;

/// <summary>
/// Tells how many folders were first seen when, and how they stand now. Hours that are over are counted once and stored; the others are counted
/// at most once in a while, however many ask.
/// </summary>
/// <param name="counts">Counts, and remembers.</param>
/// <param name="time">The clock.</param>
public sealed class FolderStats(IHourCounts counts, TimeProvider time) : IDisposable
{
    /// <summary>For how long the counts of the latest hours are shown to whoever asks.</summary>
    internal static readonly TimeSpan ShownFor = TimeSpan.FromSeconds(15);

    // Hours that nobody has counted yet are counted a day's with one query.
    private const int HoursAtOnce = 24;
    private const int QueriesAtOnce = 4;

    // Another process, whose clock is ahead, may list folders under an hour that is to come.
    private const int HoursAhead = 24;

    private readonly SharedCall _counting = new();
    private Counted? _latest;

    /// <inheritdoc/>
    public void Dispose() => _counting.Dispose();

    /// <summary>The counts of the last days.</summary>
    /// <param name="days">How many days, today among them, at least 1.</param>
    /// <param name="cancellationToken">Gives up; hours that were counted by then may be stored.</param>
    /// <returns>The counts of each day, the latest day last.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IReadOnlyList<DayCounts>> OfLastDaysAsync(int days, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (current, open) = (IndexHour.Of(now), HourCounts.FirstOpen(now));
        var first = current.Day.AddDays(1 - days);
        var over = OfStoredAsync(new HourSpan(HourSpan.OfDay(first).First, open.Plus(-1)), cancellationToken);
        var latest = OfLatestAsync(cancellationToken);
        await Task.WhenAll(over, latest);

        return [.. Enumerable.Range(0, days).Select(day => OfDay(first.AddDays(day)))];

        DayCounts OfDay(DateOnly day)
        {
            var hours = HourSpan.OfDay(day).Hours.Select(hour => new HourCounts(hour, (hour.Number < open.Number ? over : latest).Result.GetValueOrDefault(hour, FolderCounts.None))).ToList();
            return new DayCounts(day, FolderCounts.Sum([.. hours.Select(static hour => hour.Counts)]), [.. hours.Where(hour => hour.Hour.Number <= current.Number)]);
        }
    }

    private async Task<IReadOnlyDictionary<IndexHour, FolderCounts>> OfStoredAsync(HourSpan hours, CancellationToken cancellationToken)
    {
        var stored = await counts.FindAsync(hours, cancellationToken);
        var found = stored.Where(static hour => hour.Value.Value is not null).ToDictionary(static hour => hour.Key, static hour => hour.Value.Value!);
        foreach (var some in Runs(hours.Hours.Where(hour => !found.ContainsKey(hour))).Chunk(QueriesAtOnce))
        {
            foreach (var counted in (await Task.WhenAll(some.Select(run => CountAsync(run, stored, cancellationToken)))).SelectMany(static run => run))
            {
                found[counted.Hour] = counted.Counts;
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<HourCounts>> CountAsync(HourSpan hours, IReadOnlyDictionary<IndexHour, Stored<FolderCounts?>> stored, CancellationToken cancellationToken)
    {
        var counted = await counts.CountAsync(hours, cancellationToken);
        var all = hours.Hours.Select(hour => new HourCounts(hour, counted.GetValueOrDefault(hour, FolderCounts.None))).ToList();
        await counts.TryStoreAsync([.. all.Select(hour => new CountedHour(hour, stored.GetValueOrDefault(hour.Hour)?.ETag))], cancellationToken);
        return all;
    }

    private async Task<IReadOnlyDictionary<IndexHour, FolderCounts>> OfLatestAsync(CancellationToken cancellationToken)
    {
        if (!IsFresh(_latest))
        {
            await _counting.RunAsync(() => CountLatestAsync(cancellationToken), cancellationToken);
        }

        return _latest!.Hours;
    }

    private async Task CountLatestAsync(CancellationToken cancellationToken)
    {
        // Another caller may have counted them while this one waited for its turn.
        if (!IsFresh(_latest))
        {
            var now = time.GetUtcNow();
            var began = time.GetTimestamp();
            _latest = new Counted(began, await counts.CountAsync(new HourSpan(HourCounts.FirstOpen(now), IndexHour.Of(now).Plus(HoursAhead)), cancellationToken));
        }
    }

    private bool IsFresh(Counted? counted) => counted is not null && time.GetElapsedTime(counted.At) < ShownFor;

    // Hours that follow one another, as long as they may be counted at once.
    private static IEnumerable<HourSpan> Runs(IEnumerable<IndexHour> hours)
    {
        HourSpan? run = null;
        foreach (var hour in hours)
        {
            if (run is { } open && open.Last.Plus(1) == hour && hour.Number - open.First.Number < HoursAtOnce)
            {
                run = open with { Last = hour };
                continue;
            }

            if (run is { } whole)
            {
                yield return whole;
            }

            run = new HourSpan(hour, hour);
        }

        if (run is { } last)
        {
            yield return last;
        }
    }

    // At is a timestamp of the clock, which no correction of the time of day moves.
    private sealed record Counted(long At, IReadOnlyDictionary<IndexHour, FolderCounts> Hours);
}
