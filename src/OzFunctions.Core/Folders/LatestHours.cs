namespace OzFunctions.Core.Folders;

/// <summary>The counts of the latest hours, which still change. They are cached for 15 seconds, or longer if counting takes long.</summary>
/// <param name="counts">Counts hours.</param>
/// <param name="time">The clock.</param>
/// <param name="ended">Ends counting that is in progress.</param>
internal sealed class LatestHours(IHourCounts counts, TimeProvider time, CancellationToken ended)
{
    /// <summary>How long the counts are cached, at least.</summary>
    public static readonly TimeSpan CachedFor = TimeSpan.FromSeconds(15);

    // Another process, whose clock is ahead, may list folders under a future hour.
    private const int HoursAhead = 24;

    private readonly Lock _lock = new();
    private Task<Counted>? _latest;

    /// <summary>Finds the counts of the hours that are not past by <see cref="HourCounts.FirstOpen"/>.</summary>
    /// <param name="cancellationToken">Cancels the wait; the counting goes on for other callers.</param>
    /// <returns>The counts by hour.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IReadOnlyDictionary<IndexHour, FolderCounts>> FindAsync(CancellationToken cancellationToken) => (await LatestAsync().WaitAsync(cancellationToken)).Hours;

    private Task<Counted> LatestAsync()
    {
        lock (_lock)
        {
            return _latest = _latest is { } latest && (!latest.IsCompleted || IsFresh(latest)) ? latest : CountAsync();
        }
    }

    private bool IsFresh(Task<Counted> latest) => latest.IsCompletedSuccessfully && time.GetElapsedTime(latest.Result.At) < latest.Result.For;

    private async Task<Counted> CountAsync()
    {
        var now = time.GetUtcNow();
        var began = time.GetTimestamp();
        var hours = new HourSpan(HourCounts.FirstOpen(now), IndexHour.Of(now).Plus(HoursAhead));
        var counted = await counts.CountAsync(hours, ended).ToDictionaryAsync(static hour => hour.Hour, static hour => hour.Counts, cancellationToken: ended);
        var longer = time.GetElapsedTime(began) * FolderStats.UsedForTimesTheCount;
        return new Counted(began, longer > CachedFor ? longer : CachedFor, counted);
    }

    // At is a monotonic timestamp, unaffected by corrections of the system time.
    private sealed record Counted(long At, TimeSpan For, IReadOnlyDictionary<IndexHour, FolderCounts> Hours);
}
