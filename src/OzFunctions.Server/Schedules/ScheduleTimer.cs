using OzFunctions.Web.Schedules;

namespace OzFunctions.Server.Schedules;

/// <summary>Keeps a schedule. Every process does; which of them starts a run is decided in storage.</summary>
/// <param name="name">What it starts, for the log.</param>
/// <param name="text">The schedule, as <see cref="ScheduleText"/> reads it.</param>
/// <param name="tick">Starts a run, of the time of the schedule.</param>
/// <param name="time">The clock.</param>
/// <param name="lifetime">Tells when the server listens.</param>
/// <param name="logger">Where faults are reported.</param>
internal sealed partial class ScheduleTimer(
    string name,
    string text,
    Func<DateTimeOffset?, CancellationToken, Task> tick,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<ScheduleTimer> logger) : ServingService(lifetime)
{
    // So long at most a clock that is set forth makes us late.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ServeAsync(CancellationToken stoppingToken)
    {
        var expression = ScheduleText.Parse(text);
        var from = time.GetUtcNow();
        while (expression.GetNextOccurrence(from, TimeZoneInfo.Utc) is { } next)
        {
            while (next - time.GetUtcNow() is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait < LongestWait ? wait : LongestWait, time, stoppingToken);
            }

            await TickAsync(next, stoppingToken);

            // What passed meanwhile is not made up for.
            from = time.GetUtcNow() > next ? time.GetUtcNow() : next;
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
        [LoggerMessage(1, LogLevel.Error, "Starting {Name} failed beyond what is foreseen; the next time comes.")]
        public static partial void Fault(ILogger logger, string name, Exception exception);
    }
}
