namespace OzFunctions.Core.Folders;

/// <summary>An hour of the index, UTC. A folder stays listed under the hour in which it was first seen.</summary>
/// <param name="Number">Hours since 0001-01-01T00:00Z, at least 0.</param>
public readonly record struct IndexHour(long Number)
{
    /// <summary>The earliest hour.</summary>
    public static readonly IndexHour Earliest = new(0);

    /// <summary>The start of the hour, UTC.</summary>
    public DateTimeOffset Start => new(Number * TimeSpan.TicksPerHour, TimeSpan.Zero);

    /// <summary>The end of the hour, UTC, exclusive.</summary>
    public DateTimeOffset End => Start.AddHours(1);

    /// <summary>The day of the hour, UTC.</summary>
    public DateOnly Day => DateOnly.FromDateTime(Start.UtcDateTime);

    /// <summary>The hour that contains a time.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The hour.</returns>
    public static IndexHour Of(DateTimeOffset time) => new(time.UtcTicks / TimeSpan.TicksPerHour);

    /// <summary>Adds hours.</summary>
    /// <param name="hours">The number of hours to add; may be negative.</param>
    /// <returns>The hour.</returns>
    public IndexHour Plus(int hours) => new(Number + hours);
}
