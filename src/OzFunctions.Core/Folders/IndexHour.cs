namespace OzFunctions.Core.Folders;

/// <summary>An hour of the index, UTC. A folder is listed under the hour in which it was first seen, for ever.</summary>
/// <param name="Number">Hours since the beginning of the year 1, at least 0.</param>
public readonly record struct IndexHour(long Number)
{
    /// <summary>The hour before which there is none.</summary>
    public static readonly IndexHour Earliest = new(0);

    /// <summary>When it begins, UTC.</summary>
    public DateTimeOffset Start => new(Number * TimeSpan.TicksPerHour, TimeSpan.Zero);

    /// <summary>When it is over, UTC.</summary>
    public DateTimeOffset End => Start.AddHours(1);

    /// <summary>The day that it is an hour of, UTC.</summary>
    public DateOnly Day => DateOnly.FromDateTime(Start.UtcDateTime);

    /// <summary>The hour of a time.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The hour.</returns>
    public static IndexHour Of(DateTimeOffset time) => new(time.UtcTicks / TimeSpan.TicksPerHour);

    /// <summary>A later hour, or an earlier one.</summary>
    /// <param name="hours">How many hours later; earlier where it is negative.</param>
    /// <returns>The hour.</returns>
    public IndexHour Plus(int hours) => new(Number + hours);
}
