using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OzFunctions.Core.Telemetry;
using OzFunctions.Web.Http;

namespace OzFunctions.Web.Keys;

/// <summary>
/// Counts and logs requests without the key of their route. Of each key level <see cref="MaxLines"/> are logged one by one in an
/// <see cref="Interval"/> and the others by their number at its end, so that nobody can flood the log.
/// </summary>
/// <param name="metrics">What is measured: all of them.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where they are reported, never with a key.</param>
public sealed partial class RefusedKeys(OzMetrics metrics, TimeProvider time, ILogger<RefusedKeys> logger) : IDisposable
{
    /// <summary>How many requests of a key level are logged one by one in an interval.</summary>
    internal const int MaxLines = 10;

    /// <summary>How long requests are counted together, from the first on.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<KeyLevel, (int Count, ITimer Timer)> _intervals = [];

    /// <summary>Notes a refused request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="route">Its route, one of <see cref="Routes"/>.</param>
    /// <param name="level">The key that it should have brought.</param>
    /// <param name="isMissing">Whether it brought none, and not a wrong one.</param>
    public void Note(HttpRequest request, string route, KeyLevel level, bool isMissing)
    {
        ArgumentNullException.ThrowIfNull(request);
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
        [LoggerMessage(1, LogLevel.Warning, "{Method} {Route} from {Address} was answered 401: it has {Given} {KeyLevel} key.")]
        public static partial void Refused(ILogger logger, string method, string route, string address, string given, string keyLevel);

        [LoggerMessage(2, LogLevel.Warning, "{Count} more requests without the right {KeyLevel} key were answered 401 within {Seconds} s.")]
        public static partial void More(ILogger logger, int count, string keyLevel, double seconds);
    }
}
