namespace OzFunctions.Core.Endpoints;

/// <summary>The next attempt at a failing endpoint: one over all processes.</summary>
/// <param name="Number">Which probe it is since the endpoint began to fail, from 1.</param>
/// <param name="DueAt">When it is due, UTC.</param>
/// <param name="ClaimedUntil">Until when somebody is at it, UTC; null when nobody is.</param>
/// <param name="After">Where the delivery that the last probe tried stands on the list; the next one tries one that comes after it. Null before the first.</param>
public sealed record EndpointProbe(int Number, DateTimeOffset DueAt, DateTimeOffset? ClaimedUntil = null, string? After = null)
{
    private static readonly DoublingDelay Delay = new(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5));

    /// <summary>How long a probe waits.</summary>
    /// <param name="number">Which probe it is, from 1.</param>
    /// <returns>30 seconds, doubling to 5 minutes.</returns>
    public static TimeSpan DelayOf(int number) => Delay.After(number - 1);
}
