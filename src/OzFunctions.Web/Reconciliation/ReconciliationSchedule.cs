using Microsoft.Extensions.Logging;
using OzFunctions.Core;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Telemetry;
using OzFunctions.Core.Work;

namespace OzFunctions.Web.Reconciliation;

/// <summary>The entry point of reconciliation's schedule in both heads.</summary>
/// <param name="starter">Starts runs.</param>
/// <param name="endpoints">Checks endpoints when no run does.</param>
/// <param name="queue">The work queues, whose ages are measured at the same time.</param>
/// <param name="metrics">The metrics.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed partial class ReconciliationSchedule(
    ReconciliationStarter starter,
    EndpointMaintenance endpoints,
    IWorkQueue queue,
    OzMetrics metrics,
    TimeProvider time,
    ILogger<ReconciliationSchedule> logger)
{
    /// <summary>Starts a run, unless one is in progress or another process served this occurrence. Checks the endpoints if none is started.</summary>
    /// <param name="occurrence">The occurrence of the schedule, UTC; null when the host guarantees that only one process serves it.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task that completes when that is done. An unreachable storage is logged and not thrown, because another occurrence will follow.</returns>
    public async Task TickAsync(DateTimeOffset? occurrence, CancellationToken cancellationToken)
    {
        try
        {
            var start = await starter.TryStartAsync(new ReconciliationRequest(), RunStarter.Schedule, occurrence, cancellationToken);
            if (start.HasLostProgress)
            {
                Log.LostProgress(logger);
            }

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

            if (start.Started is null)
            {
                // Every run begins by checking the endpoints. Without a run, check them here: they must not wait for Oz or for another run.
                await endpoints.RunAsync(cancellationToken);
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

        [LoggerMessage(2, LogLevel.Information, "Reconciliation was not started: {Run} is in progress.")]
        public static partial void UnderWay(ILogger logger, RunId run);

        [LoggerMessage(4, LogLevel.Debug, "Reconciliation was not started: another process served this occurrence, or Oz asked for a delay.")]
        public static partial void NotNow(ILogger logger);

        [LoggerMessage(5, LogLevel.Error, "The progress of the previous reconciliation cannot be read. The next one continues from where that one began, or begins anew.")]
        public static partial void LostProgress(ILogger logger);

        [LoggerMessage(3, LogLevel.Warning, "Reconciliation was not started: the storage cannot be reached.")]
        public static partial void Unreachable(ILogger logger, Exception exception);
    }
}
