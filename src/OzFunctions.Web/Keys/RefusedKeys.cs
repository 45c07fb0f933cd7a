using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OzFunctions.Core.Telemetry;
using OzFunctions.Web.Http;

namespace OzFunctions.Web.Keys;

/// <summary>
/// Counts and logs requests without a valid key for their route. For each key level, <see cref="MaxLines"/> requests in an <see cref="Interval"/> are
/// logged one by one. The others are logged as one number when the interval ends, so that nobody can flood the log.
/// </summary>
/// <param name="metrics">Counts every rejected request.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log. Keys are never written to it.</param>
public sealed partial class RefusedKeys(OzMetrics metrics, TimeProvider time, ILogger<RefusedKeys> logger) : IDisposable
{
    /// <summary>How many requests of a key level are logged one by one in an interval.</summary>
    internal const int MaxLines = 10;

    /// <summary>The length of an interval, one minute. It starts with the first rejected request.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<KeyLevel, (int Count, ITimer Timer)> _intervals = [];

    /// <summary>Records a rejected request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="route">Its route, one of <see cref="Routes"/>.</param>
    /// <param name="level">The level of key that the route requires.</param>
    /// <param name="isMissing">True when the key is missing, false when it is wrong.</param>
    public void Note(HttpRequest request, string route, KeyLevel level, bool isMissing)
    {
        metrics.KeyRefused(WordOf(level), isMissing ? "missing" : "wrong");
        if (Count(level) <= MaxLines)
        {
            Log.Refused(logger, request.Method, route, ClientAddress.Of(request), isMissing ? "no" : "a wrong", WordOf(level));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var (_, timer) in _intervals.Values)
            {
                timer.Dispose();
            }

            _intervals.Clear();
        }
    }

    private static string WordOf(KeyLevel level) => level switch
    {
        KeyLevel.Webhook => "webhook",
        KeyLevel.Admin => "admin",
        _ => "read",
    };

    private int Count(KeyLevel level)
    {
        lock (_lock)
        {
            var (count, timer) = _intervals.TryGetValue(level, out var known)
                ? known
                : (0, time.CreateTimer(_ => End(level), null, Interval, Timeout.InfiniteTimeSpan));
            _intervals[level] = (count + 1, timer);
            return count + 1;
        }
    }

    private void End(KeyLevel level)
    {
        (int Count, ITimer Timer) ended;
        lock (_lock)
        {
            if (!_intervals.Remove(level, out ended))
            {
                return;
            }
        }

        ended.Timer.Dispose();
        if (ended.Count > MaxLines)
        {
            Log.More(logger, ended.Count - MaxLines, WordOf(level), Interval.TotalSeconds);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Method} {Route} from {Address} was answered with 401: it has {Given} {KeyLevel} key.")]
        public static partial void Refused(ILogger logger, string method, string route, string address, string given, string keyLevel);

        [LoggerMessage(2, LogLevel.Warning, "{Count} more requests without a valid {KeyLevel} key were answered with 401 within {Seconds} s.")]
        public static partial void More(ILogger logger, int count, string keyLevel, double seconds);
    }
}
