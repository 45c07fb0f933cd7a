namespace OzFunctions.Core.Folders;

/// <summary>A span of consecutive hours of the index.</summary>
/// <param name="First">The earliest hour.</param>
/// <param name="Last">The latest hour, inclusive; before <paramref name="First"/> when the span is empty.</param>
public readonly record struct HourSpan(IndexHour First, IndexHour Last)
{
    /// <summary>All hours, the latest last.</summary>
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

    /// <summary>Groups consecutive hours into spans.</summary>
    /// <param name="hours">The hours without duplicates, the latest first.</param>
    /// <param name="most">The most hours of a span, at least 1.</param>
    /// <returns>The spans, the latest first.</returns>
    internal static IReadOnlyList<HourSpan> Group(IEnumerable<IndexHour> hours, int most)
    {
        List<HourSpan> spans = [];
        foreach (var hour in hours)
        {
            if (spans is [.., var last] && last.First.Plus(-1) == hour && last.Last.Number - hour.Number < most)
            {
                spans[^1] = last with { First = hour };
            }
            else
            {
                spans.Add(new HourSpan(hour, hour));
            }
        }

        return spans;
    }
}
