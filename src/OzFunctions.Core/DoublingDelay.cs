namespace OzFunctions.Core;

/// <summary>A delay that doubles each time, up to a limit. Jitter is for who waits.</summary>
/// <param name="First">The first delay, over zero.</param>
/// <param name="Longest">The limit.</param>
public readonly record struct DoublingDelay(TimeSpan First, TimeSpan Longest)
{
    /// <summary>How long to wait now.</summary>
    /// <param name="times">How often was waited before, 0 or more.</param>
    /// <returns>The delay, at most <see cref="Longest"/>.</returns>
    public TimeSpan After(int times)
    {
        // No number of doublings is too large for a double.
        var seconds = First.TotalSeconds * Math.Pow(2, times);
        return seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest;
    }
}
