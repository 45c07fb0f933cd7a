namespace OzFunctions.Core.Notifications;

/// <summary>The retry schedule of failed deliveries.</summary>
/// <param name="delays">The delays after each failed attempt except the last.</param>
/// <param name="random">Numbers from 0 (inclusive) to 1 (exclusive), for jitter. Must be safe for concurrent use.</param>
public sealed class RetrySchedule(IReadOnlyList<TimeSpan> delays, Func<double> random)
{
    /// <summary>The maximum delay of a schedule before jitter, and of a <c>Retry-After</c>.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromHours(24);

    private const double Jitter = 0.2;
    private static readonly TimeSpan OverloadDelay = TimeSpan.FromSeconds(60);

    /// <summary>The schedule that Standard Webhooks recommends: ten attempts within about three days.</summary>
    public static IReadOnlyList<TimeSpan> Default { get; } =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>Returns the delay before the next attempt.</summary>
    /// <param name="attempts">The number of attempts of the schedule so far, at least 1.</param>
    /// <param name="answer">The outcome of the last attempt.</param>
    /// <returns>The delay, or null when the schedule is exhausted.</returns>
    /// <remarks>
    /// Jitter changes a delay by up to 20 %. A <c>Retry-After</c> replaces it, limited to between the planned delay and twice that, and to
    /// 24 h. After 429 and timeouts the delay is at least 60 s.
    /// </remarks>
    public TimeSpan? DelayAfter(int attempts, AttemptResult answer)
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
