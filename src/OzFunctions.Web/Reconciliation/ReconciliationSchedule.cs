using Microsoft.Extensions.Logging;
using OzFunctions.Core;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Telemetry;
using OzFunctions.Core.Work;

namespace OzFunctions.Web.Reconciliation;

/// <summary>Where the schedule of reconciliation comes in, in both heads.</summary>
/// <param name="starter">Starts runs.</param>
/// <param name="queue">The work queues, which are looked at in passing.</param>
/// <param name="metrics">What is measured.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it is reported.</param>
public sealed partial class ReconciliationSchedule(
    ReconciliationStarter starter,
    IWorkQueue queue,
    OzMetrics metrics,
    TimeProvider time,
    ILogger<ReconciliationSchedule> logger)
{
    /// <summary>Starts a run, unless one is under way, or another process served this time.</summary>
    /// <param name="occurrence">The time of the schedule, UTC; null when the host sees to it that one process alone serves it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it is started. It never fails for want of storage: the next time comes.</returns>
    public async Task TickAsync(DateTimeOffset? occurrence, CancellationToken cancellationToken)
    {
        try
        {
            var start = await starter.TryStartAsync(new ReconciliationRequest(), RunStarter.Schedule, occurrence, cancellationToken);
            if (start.Started is { } run)
            {
                Log.Started(logger, run.Id);
            }
            else if (start.UnderWay is { } other)
            {
                Log.UnderWay(logger, other);
            }
            else
            {
                Log.NotNow(logger);
            }

            foreach (var name in Enum.GetValues<WorkQueueName>())
            {
                metrics.OldestDue(name, await queue.OldestDueAsync(name, time.GetUtcNow(), cancellationToken));
            }
        }
        catch (StoreUnavailableException e)
        {
            Log.Unreachable(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Reconciliation {Run} was started.")]
        public static partial void Started(ILogger logger, RunId run);

        [LoggerMessage(2, LogLevel.Information, "Reconciliation was not started: {Run} is under way.")]
        public static partial void UnderWay(ILogger logger, RunId run);

        [LoggerMessage(4, LogLevel.Debug, "Reconciliation was not started: another process serves this time, or Oz asked not to be asked.")]
        public static partial void NotNow(ILogger logger);

        [LoggerMessage(3, LogLevel.Warning, "Reconciliation was not started: the storage cannot be reached.")]
        public static partial void Unreachable(ILogger logger, Exception exception);
    }
}
