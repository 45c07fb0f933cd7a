using OzFunctions.Web.Schedules;

namespace OzFunctions.Server.Schedules;

/// <summary>Runs a schedule. Every process runs it; which of them starts a run is decided in storage.</summary>
/// <param name="name">The name of the runs, for the log.</param>
/// <param name="text">The schedule, in the format of <see cref="ScheduleText"/>.</param>
/// <param name="tick">Starts a run for an occurrence of the schedule.</param>
/// <param name="time">The clock.</param>
/// <param name="lifetime">Signals when the server listens.</param>
/// <param name="logger">The log.</param>
internal sealed partial class ScheduleTimer(
    string name,
    string text,
    Func<DateTimeOffset?, CancellationToken, Task> tick,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<ScheduleTimer> logger) : ServingService(lifetime)
{
    // Bounds the delay that a change of the system clock causes.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ServeAsync(CancellationToken stoppingToken)
    {
        var expression = ScheduleText.Parse(text);
        var from = time.GetUtcNow();
        while (expression.GetNextOccurrence(from, TimeZoneInfo.Utc) is { } next)
        {
            var now = time.GetUtcNow();
            if (now < from - LongestWait)
            {
                // The clock was set back. The next occurrence after the earlier time may be long after the one after this time.
                from = now;
            }
            else if (next - now is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait < LongestWait ? wait : LongestWait, time, stoppingToken);
            }
            else
            {
                await TickAsync(next, stoppingToken);

                // Occurrences that were missed meanwhile are skipped.
                from = time.GetUtcNow() > next ? time.GetUtcNow() : next;
            }
        }
    }

    private async Task TickAsync(DateTimeOffset occurrence, CancellationToken stoppingToken)
    {
        try
        {
            await tick(occurrence, stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            Log.Fault(logger, name, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Starting {Name} failed unexpectedly. It will be tried again at the next scheduled time.")]
        public static partial void Fault(ILogger logger, string name, Exception exception);
    }
}
