using Microsoft.Extensions.Logging;
using OzFunctions.Core;
using OzFunctions.Core.Oz;
using OzFunctions.Core.Telemetry;

namespace OzFunctions.Web.Oz;

/// <summary>Reports a difference between Oz's clock and ours: to the metric with every response; to the log and to all processes when it begins, changes or persists.</summary>
/// <param name="clock">Compares the clocks.</param>
/// <param name="conditions">The conditions of the Oz account, shared by all processes.</param>
/// <param name="metrics">The metrics.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed partial class OzClockReport(OzClock clock, OzConditionMonitor conditions, OzMetrics metrics, TimeProvider time, ILogger<OzClockReport> logger)
{
    // Much shorter than the time after which a stored difference is outdated.
    private static readonly TimeSpan StoreInterval = OzClockSkew.Lasts / 6;

    private readonly Lock _lock = new();
    private OzClockSkew? _reported;

    /// <summary>Compares the time of a response with ours, and reports a difference.</summary>
    /// <param name="date">The header <c>Date</c>, UTC; null when it is absent or malformed.</param>
    /// <param name="askedAt">When the request was sent, UTC.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task that completes when the difference is reported. An unreachable storage is logged and not thrown.</returns>
    internal async Task CompareAsync(DateTimeOffset? date, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (date is { } theirs)
        {
            clock.Compare(theirs, askedAt, now);
        }

        if (clock.Greatest is not { } skew)
        {
            return;
        }

        metrics.ClockSkew(skew);
        if (ToStore(skew, now) is not { } changed)
        {
            return;
        }

        try
        {
            await conditions.TurnAsync(current => current with { ClockSkew = changed }, cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            Log.NotStored(logger, e);
        }
    }

    private OzClockSkew? ToStore(TimeSpan skew, DateTimeOffset now)
    {
        lock (_lock)
        {
            var before = _reported;
            if (skew.Duration() <= OzClock.Tolerance)
            {
                _reported = null;
                if (before is not null)
                {
                    Log.Agrees(logger);
                }

                return null;
            }

            var isNew = before is null || (skew - before.Skew).Duration() > OzClock.Tolerance;
            if (!isNew && (now - before!.SeenAt).Duration() < StoreInterval)
            {
                return null;
            }

            if (isNew)
            {
                Log.Differs(logger, Math.Round(skew.TotalSeconds), OzClock.Widening(skew));
            }

            return _reported = new OzClockSkew(skew, now);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Oz's clock differs from ours by {Seconds} s (positive: it is ahead). Until the clocks agree, the time spans of lists start {Widening} earlier. Compare the clocks of both machines.")]
        public static partial void Differs(ILogger logger, double seconds, TimeSpan widening);

        [LoggerMessage(2, LogLevel.Information, "Oz's clock agrees with ours again.")]
        public static partial void Agrees(ILogger logger);

        [LoggerMessage(3, LogLevel.Warning, "The difference between Oz's clock and ours could not be stored for other processes.")]
        public static partial void NotStored(ILogger logger, Exception exception);
    }
}
