using Cronos;
using Microsoft.Extensions.Options;
using OzFunctions.Web.Reconciliation;

namespace OzFunctions.Server.Reconciliation;

/// <summary>Keeps the schedule of reconciliation. Every process does; which of them starts a run is decided in storage.</summary>
/// <param name="schedule">Starts runs.</param>
/// <param name="options">The schedule.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where faults are reported.</param>
internal sealed partial class ReconciliationTimer(
    ReconciliationSchedule schedule,
    IOptions<ReconciliationOptions> options,
    TimeProvider time,
    ILogger<ReconciliationTimer> logger) : BackgroundService
{
    // So long at most a clock that is set forth makes us late.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">Second, minute, hour, day, month, day of the week.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="CronFormatException">It is none.</exception>
    public static CronExpression Parse(string text) => CronExpression.Parse(text, CronFormat.IncludeSeconds);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await KeepAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next occurrence is another process's, or comes after the next start.
        }
    }

    private async Task KeepAsync(CancellationToken stoppingToken)
    {
        var expression = Parse(options.Value.Schedule);
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
            await schedule.TickAsync(occurrence, stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            Log.Fault(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Starting reconciliation failed beyond what is foreseen; the next time comes.")]
        public static partial void Fault(ILogger logger, Exception exception);
    }
}
