namespace OzFunctions.Core;

/// <summary>Exponential backoff: a delay that doubles each time, up to a limit. Callers add jitter.</summary>
/// <param name="First">The first delay, greater than zero.</param>
/// <param name="Longest">The maximum delay.</param>
public readonly record struct DoublingDelay(TimeSpan First, TimeSpan Longest)
{
    /// <summary>The delay before the next attempt.</summary>
    /// <param name="times">The number of delays so far, 0 or more.</param>
    /// <returns>The delay, at most <see cref="Longest"/>.</returns>
    public TimeSpan After(int times)
    {
        // A double holds any number of doublings; a TimeSpan would overflow.
        var seconds = First.TotalSeconds * Math.Pow(2, times);
        return seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest;
    }
}
