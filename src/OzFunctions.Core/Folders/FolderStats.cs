namespace OzFunctions.Core.Folders;

/// <summary>Tells how many folders were first seen on which day, and how they stand now. Finished days are counted once.</summary>
/// <param name="counts">Counts, and remembers.</param>
/// <param name="time">The clock.</param>
public sealed class FolderStats(IDayCounts counts, TimeProvider time)
{
    private const int AtOnce = 4;

    /// <summary>The counts of the last days.</summary>
    /// <param name="days">How many days, today among them, at least 1.</param>
    /// <param name="cancellationToken">Gives up; the days that were counted by then are stored.</param>
    /// <returns>The counts of each day, the latest day last.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IReadOnlyList<DayCounts>> OfLastDaysAsync(int days, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var first = today.AddDays(1 - days);
        var stored = await counts.FindAsync(first, today, cancellationToken);

        var found = new List<DayCounts>(days);
        foreach (var some in Enumerable.Range(0, days).Select(first.AddDays).Chunk(AtOnce))
        {
            found.AddRange(await Task.WhenAll(some.Select(day => OfDayAsync(day, stored.GetValueOrDefault(day), now, cancellationToken))));
        }

        return found;
    }

    private async Task<DayCounts> OfDayAsync(DateOnly day, Stored<DayCounts?>? stored, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (stored?.Value is { } known)
        {
            return known;
        }

        var counted = await counts.CountAsync(day, cancellationToken);
        if (DayCounts.CanBeStored(day, now))
        {
            await counts.TryStoreAsync(counted, stored?.ETag, cancellationToken);
        }

        return counted;
    }
}
