using OzFunctions.Core;

namespace OzFunctions.Web.Oz;

/// <summary>
/// Keeps this process from sending requests while Oz gets too many: for as long as Oz asks, else for a delay that doubles with each refusal
/// in a row, with jitter, so that processes which were refused together do not come back together.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="random">Numbers from 0 (inclusive) to 1 (exclusive), for jitter. Must be safe for concurrent use.</param>
public sealed class OzBackoff(TimeProvider time, Func<double> random)
{
    /// <summary>The longest wait, whatever Oz asks for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private static readonly DoublingDelay Delay = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5));

    private readonly Lock _lock = new();
    private int _refusals;
    private long _since;
    private TimeSpan _wait;

    /// <summary>How long no request may be sent; null when one may.</summary>
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

    /// <summary>Notes that Oz refused a request because it gets too many.</summary>
    /// <param name="retryAfter">How long Oz asks us to wait, if it does.</param>
    /// <returns>How long no request is sent.</returns>
    internal TimeSpan Refused(TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            // Requests that were under way together are one refusal, not many in a row.
            if (Wait is { } wait && !(retryAfter > wait))
            {
                return wait;
            }

            var own = Delay.After(_refusals++);
            _since = time.GetTimestamp();
            _wait = retryAfter is { } asked ? Min(asked, Longest) : own * (0.5 + (0.5 * random()));
            return _wait;
        }
    }

    /// <summary>Notes that Oz took a request.</summary>
    internal void Taken()
    {
        lock (_lock)
        {
            _refusals = 0;
        }
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
