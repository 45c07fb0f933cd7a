namespace OzFunctions.Core.Folders;

/// <summary>
/// Counts folders by the hour in which they were first seen and by their current statuses. Counts of past hours are stored; counts of the latest
/// hours are cached. Counting is shared by all callers, and goes on when they give up.
/// </summary>
public sealed class FolderStats : IDisposable
{
    /// <summary>How many times longer counts are used than counting took: an open dashboard would otherwise have many folders counted without a pause.</summary>
    internal const int UsedForTimesTheCount = 5;

    private readonly CancellationTokenSource _disposed = new();
    private readonly TimeProvider _time;
    private readonly PastHours _past;
    private readonly LatestHours _latest;

    /// <summary>Creates it.</summary>
    /// <param name="counts">Computes and stores the counts of hours.</param>
    /// <param name="time">The clock.</param>
    public FolderStats(IHourCounts counts, TimeProvider time)
    {
        _time = time;
        _past = new PastHours(counts, time, _disposed.Token);
        _latest = new LatestHours(counts, time, _disposed.Token);
    }

    /// <summary>Ends counting that is in progress.</summary>
    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }

    /// <summary>Counts the folders of the last days.</summary>
    /// <param name="days">The number of days including today, at least 1.</param>
    /// <param name="cancellationToken">Cancels the wait. Hours that are being counted are still counted and stored.</param>
    /// <returns>The counts of each day, the latest day last.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IReadOnlyList<DayCounts>> OfLastDaysAsync(int days, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var (current, open) = (IndexHour.Of(now), HourCounts.FirstOpen(now));
        var first = current.Day.AddDays(1 - days);
        var over = _past.FindAsync(new HourSpan(HourSpan.OfDay(first).First, open.Plus(-1)), cancellationToken);
        var latest = _latest.FindAsync(cancellationToken);
        await Task.WhenAll(over, latest);

        return [.. Enumerable.Range(0, days).Select(day => OfDay(first.AddDays(day)))];

        DayCounts OfDay(DateOnly day)
        {
            var hours = HourSpan.OfDay(day).Hours.Select(hour => new HourCounts(hour, (hour.Number < open.Number ? over : latest).Result.GetValueOrDefault(hour, FolderCounts.None))).ToList();
            return new DayCounts(day, FolderCounts.Sum([.. hours.Select(static hour => hour.Counts)]), [.. hours.Where(hour => hour.Hour.Number <= current.Number)]);
        }
    }
}
