namespace OzFunctions.Core.Folders;

/// <summary>
/// Counts folders by the hour in which they were first seen and by their current statuses. Counts of past hours are computed once and
/// stored; counts of the latest hours are cached for 15 seconds, or longer if counting takes long.
/// </summary>
/// <param name="counts">Computes and stores the counts of hours.</param>
/// <param name="time">The clock.</param>
public sealed class FolderStats(IHourCounts counts, TimeProvider time) : IDisposable
{
    /// <summary>How long the counts of the latest hours are cached, at least.</summary>
    internal static readonly TimeSpan CachedFor = TimeSpan.FromSeconds(15);

    // With many folders an hour, counting takes longer than the time above, and a dashboard would have them counted without a pause.
    private const int CachedForTimesTheCount = 5;

    // Hours without stored counts are counted with one query for each day.
    private const int MaxHoursPerQuery = 24;
    private const int MaxConcurrentQueries = 4;

    // Another process, whose clock is ahead, may list folders under a future hour.
    private const int HoursAhead = 24;

    private readonly CoalescedCall _counting = new();
    private Counted? _latest;

    /// <inheritdoc/>
    public void Dispose() => _counting.Dispose();

    /// <summary>Counts the folders of the last days.</summary>
    /// <param name="days">The number of days including today, at least 1.</param>
    /// <param name="cancellationToken">Cancels the operation; hours that were counted by then may be stored.</param>
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
        foreach (var some in Runs(hours.Hours.Where(hour => !found.ContainsKey(hour))).Chunk(MaxConcurrentQueries))
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
        if (!IsFresh)
        {
            await _counting.RunAsync(() => CountLatestAsync(cancellationToken), cancellationToken);
        }

        return _latest!.Hours;
    }

    private async Task CountLatestAsync(CancellationToken cancellationToken)
    {
        // Another caller may have counted while this one waited.
        if (!IsFresh)
        {
            var now = time.GetUtcNow();
            var began = time.GetTimestamp();
            var hours = await counts.CountAsync(new HourSpan(HourCounts.FirstOpen(now), IndexHour.Of(now).Plus(HoursAhead)), cancellationToken);
            var longer = time.GetElapsedTime(began) * CachedForTimesTheCount;
            _latest = new Counted(began, longer > CachedFor ? longer : CachedFor, hours);
        }
    }

    private bool IsFresh => _latest is { } latest && time.GetElapsedTime(latest.At) < latest.For;

    // Groups consecutive hours into spans that one query may count.
    private static IEnumerable<HourSpan> Runs(IEnumerable<IndexHour> hours)
    {
        HourSpan? run = null;
        foreach (var hour in hours)
        {
            if (run is { } open && open.Last.Plus(1) == hour && hour.Number - open.First.Number < MaxHoursPerQuery)
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

    // At is a monotonic timestamp, unaffected by corrections of the system time.
    private sealed record Counted(long At, TimeSpan For, IReadOnlyDictionary<IndexHour, FolderCounts> Hours);
}
