namespace OzFunctions.Core.Notifications;

/// <summary>When a failed delivery is tried again.</summary>
/// <param name="delays">The delay after each failed attempt but the last.</param>
/// <param name="random">Numbers from 0 (inclusive) to 1 (exclusive), for jitter. Must be safe for concurrent use.</param>
public sealed class RetrySchedule(IReadOnlyList<TimeSpan> delays, Func<double> random)
{
    /// <summary>The longest delay, and the longest that an endpoint may ask for.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromHours(24);

    private const double Jitter = 0.2;
    private static readonly TimeSpan OverloadDelay = TimeSpan.FromSeconds(60);

    /// <summary>The schedule that Standard Webhooks recommends: ten attempts over three days.</summary>
    public static IReadOnlyList<TimeSpan> Default { get; } =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>The delay until the next attempt.</summary>
    /// <param name="attempts">How many attempts of the schedule were made, at least 1.</param>
    /// <param name="answer">What came of the last.</param>
    /// <returns>The delay, or null when the schedule is exhausted.</returns>
    /// <remarks>
    /// Jitter moves a delay by up to 20 %. A <c>Retry-After</c> takes its place, within the planned delay and its double, and never over 24 h.
    /// After 429 and time-outs it is at least 60 s.
    /// </remarks>
    public TimeSpan? DelayAfter(int attempts, DeliveryAnswer answer)
    {
        if (attempts > delays.Count)
        {
            return null;
        }

        var planned = delays[attempts - 1];
        var delay = planned * (1 - Jitter + (2 * Jitter * random()));
        if (answer.RetryAfter is { } asked)
        {
            delay = Min(Max(asked, planned), Min(2 * planned, LongestDelay));
        }

        return answer.IsOverload ? Max(delay, OverloadDelay) : delay;
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
