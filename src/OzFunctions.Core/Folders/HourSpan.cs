namespace OzFunctions.Core.Folders;

/// <summary>Hours of the index that follow one another.</summary>
/// <param name="First">The earliest.</param>
/// <param name="Last">The latest, which is one of them; before <paramref name="First"/> where there are none.</param>
public readonly record struct HourSpan(IndexHour First, IndexHour Last)
{
    /// <summary>All of them, the latest last.</summary>
    public IEnumerable<IndexHour> Hours
    {
        get
        {
            for (var hour = First; hour.Number <= Last.Number; hour = hour.Plus(1))
            {
                yield return hour;
            }
        }
    }

    /// <summary>The hours of a day.</summary>
    /// <param name="day">The day, UTC.</param>
    /// <returns>The 24 hours.</returns>
    public static HourSpan OfDay(DateOnly day)
    {
        var first = IndexHour.Of(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));
        return new HourSpan(first, first.Plus(23));
    }
}
