using OzFunctions.Core;

namespace OzFunctions.Web.Oz;

/// <summary>
/// Stops this process from sending requests while Oz throttles it: for as long as Oz asks, else with an exponential backoff. Jitter prevents processes
/// that were throttled together from retrying together.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="random">Random numbers from 0 (inclusive) to 1 (exclusive), for jitter. Must be thread-safe.</param>
public sealed class OzBackoff(TimeProvider time, Func<double> random)
{
    /// <summary>The longest delay, one hour, whatever Oz asks for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private static readonly DoublingDelay Delay = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5));

    private readonly Lock _lock = new();
    private int _refusals;
    private long _since;
    private TimeSpan _wait;

    /// <summary>How long no request may be sent; null when requests may be sent.</summary>
    internal TimeSpan? Wait
    {
        get
        {
            lock (_lock)
            {
                return _wait - time.GetElapsedTime(_since) is { Ticks: > 0 } rest ? rest : null;
            }
        }
    }

    /// <summary>Records that Oz throttled a request.</summary>
    /// <param name="retryAfter">How long Oz asks us to wait; null when it does not.</param>
    /// <returns>How long no request may be sent.</returns>
    internal TimeSpan Refused(TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            // Concurrent requests that are throttled together count as one refusal.
            if (Wait is { } wait && !(retryAfter > wait))
            {
                return wait;
            }

            var own = Delay.After(_refusals++, random());
            var delay = retryAfter ?? own;
            _since = time.GetTimestamp();
            return _wait = delay < Longest ? delay : Longest;
        }
    }

    /// <summary>Records that Oz accepted a request.</summary>
    internal void Taken()
    {
        lock (_lock)
        {
            _refusals = 0;
        }
    }
}
