namespace OzFunctions.Core;

/// <summary>Exponential backoff: a delay that doubles each time, up to a limit.</summary>
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

    /// <summary>The delay before the next attempt, with jitter, so that processes that failed together do not try again together.</summary>
    /// <param name="times">The number of delays so far, 0 or more.</param>
    /// <param name="random">A random number from 0 (inclusive) to 1 (exclusive).</param>
    /// <returns>Half the delay to the whole of it.</returns>
    public TimeSpan After(int times, double random) => After(times) * (0.5 + (0.5 * random));
}
