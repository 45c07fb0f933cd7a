namespace OzFunctions.Core.Endpoints;

/// <summary>The next probe of a failing endpoint. There is one over all processes.</summary>
/// <param name="Number">The number of the probe since the endpoint began to fail, from 1.</param>
/// <param name="DueAt">When the probe is due, UTC.</param>
/// <param name="ClaimedUntil">Until when a process holds the lease of the probe, UTC; null when none does.</param>
/// <param name="After">
/// The place on the list of the delivery that the last probe attempted, or up to which it found none. The next probe attempts a later one. Null before the first probe.
/// </param>
public sealed record EndpointProbe(int Number, DateTimeOffset DueAt, DateTimeOffset? ClaimedUntil = null, string? After = null)
{
    private static readonly DoublingDelay Delay = new(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5));

    /// <summary>The delay before a probe: exponential backoff, 30 seconds to 5 minutes.</summary>
    /// <param name="number">The number of the probe, from 1.</param>
    /// <returns>The delay.</returns>
    public static TimeSpan DelayOf(int number) => Delay.After(number - 1);
}
