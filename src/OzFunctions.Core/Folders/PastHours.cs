namespace OzFunctions.Core.Folders;

/// <summary>
/// The counts of past hours. Hours without stored counts are counted once for all callers, and stored as counting proceeds. Where changes drop the
/// stored counts faster than hours can be counted, earlier counts are used, so that counting takes a fifth of the time at most.
/// </summary>
/// <param name="counts">Counts hours, and stores their counts.</param>
/// <param name="time">The clock.</param>
/// <param name="ended">Ends counting that is in progress.</param>
internal sealed class PastHours(IHourCounts counts, TimeProvider time, CancellationToken ended)
{
    private const int MaxHoursPerQuery = 24;
    private const int MaxConcurrentQueries = 4;

    // Seldom enough that the writes are few beside the reads of 1,000 folders each, and that a day of a small installation is one write.
    private const int FoldersPerStore = 10_000;

    // The run that counts an hour, or that counted it last.
    private readonly Dictionary<IndexHour, Task<Run>> _runs = [];
    private TimeSpan _spent;

    /// <summary>Finds the counts of hours.</summary>
    /// <param name="hours">The hours; all are past by <see cref="HourCounts.FirstOpen"/>.</param>
    /// <param name="cancellationToken">Cancels the wait. Hours that are being counted are still counted and stored.</param>
    /// <returns>The counts by hour.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IReadOnlyDictionary<IndexHour, FolderCounts>> FindAsync(HourSpan hours, CancellationToken cancellationToken)
    {
        var stored = await counts.FindAsync(hours, cancellationToken);
        var found = stored.Where(static hour => hour.Value.Value is not null).ToDictionary(static hour => hour.Key, static hour => hour.Value.Value!);
        foreach (var some in HourSpan.Group(hours.Hours.Reverse().Where(hour => !found.ContainsKey(hour)), MaxHoursPerQuery).Chunk(MaxConcurrentQueries))
        {
            var runs = some.SelectMany(missing => RunsOf(missing, stored)).ToDictionary();
            await Task.WhenAll(runs.Values.Distinct()).WaitAsync(cancellationToken);
            foreach (var (hour, run) in runs)
            {
                found[hour] = run.Result.Hours[hour];
            }
        }

        return found;
    }

    private Dictionary<IndexHour, Task<Run>> RunsOf(HourSpan missing, IReadOnlyDictionary<IndexHour, Stored<FolderCounts?>> stored)
    {
        lock (_runs)
        {
            List<IndexHour> due = [.. missing.Hours.Reverse().Where(hour => !(_runs.TryGetValue(hour, out var run) && IsUsed(run)))];
            if (due.Count > 0)
            {
                var run = CountAsync(due, _spent, stored);
                due.ForEach(hour => _runs[hour] = run);
                Forget(before: missing.Last.Plus(-DayCounts.MostDays * 24));
            }

            return missing.Hours.ToDictionary(static hour => hour, hour => _runs[hour]);
        }
    }

    // A completed run is used while the time spent on counting is more than a fifth of the time since it began. Its own duration is part of both.
    private bool IsUsed(Task<Run> run) => !run.IsCompleted
        || (run.IsCompletedSuccessfully && time.GetElapsedTime(run.Result.At) < (_spent - run.Result.SpentBefore) * FolderStats.UsedForTimesTheCount);

    private void Forget(IndexHour before)
    {
        foreach (var hour in _runs.Keys.Where(hour => hour.Number < before.Number))
        {
            _runs.Remove(hour);
        }
    }

    private async Task<Run> CountAsync(IReadOnlyList<IndexHour> due, TimeSpan spentBefore, IReadOnlyDictionary<IndexHour, Stored<FolderCounts?>> stored)
    {
        var began = time.GetTimestamp();
        Dictionary<IndexHour, FolderCounts> counted = [];
        List<CountedHour> unstored = [];
        foreach (var span in HourSpan.Group(due, MaxHoursPerQuery))
        {
            await foreach (var hour in counts.CountAsync(span, ended))
            {
                counted[hour.Hour] = hour.Counts;
                unstored.Add(new CountedHour(hour, stored.GetValueOrDefault(hour.Hour)?.ETag));
                if (hour.Hour == due[^1] || unstored.Sum(static hour => hour.Counts.Counts.Total) >= FoldersPerStore)
                {
                    await counts.TryStoreAsync(unstored, ended);
                    unstored = [];
                }
            }
        }

        lock (_runs)
        {
            _spent += time.GetElapsedTime(began);
        }

        return new Run(began, spentBefore, counted);
    }

    // At is a monotonic timestamp of the start; SpentBefore is the time that all earlier runs of the process took.
    private sealed record Run(long At, TimeSpan SpentBefore, IReadOnlyDictionary<IndexHour, FolderCounts> Hours);
}
