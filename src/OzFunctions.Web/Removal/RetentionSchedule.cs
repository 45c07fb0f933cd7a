using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OzFunctions.Core;
using OzFunctions.Core.Removal;
using OzFunctions.Core.Runs;

namespace OzFunctions.Web.Removal;

/// <summary>The entry point of retention's schedule in both heads.</summary>
/// <param name="starter">Starts runs.</param>
/// <param name="options">How long records are kept.</param>
/// <param name="logger">The log.</param>
public sealed partial class RetentionSchedule(
    RetentionStarter starter,
    IOptions<RetentionOptions> options,
    ILogger<RetentionSchedule> logger)
{
    /// <summary>Starts a run, unless one is in progress or another process served this occurrence.</summary>
    /// <param name="occurrence">The occurrence of the schedule, UTC; null when the host guarantees that only one process serves it.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task that completes when the run is started. An unreachable storage is logged and not thrown, because another occurrence will follow.</returns>
    public async Task TickAsync(DateTimeOffset? occurrence, CancellationToken cancellationToken)
    {
        try
        {
            var start = await starter.TryStartAsync(options.Value.Days, isClockConfirmed: false, RunStarter.Schedule, occurrence, cancellationToken);
            if (start.Started is { } run)
            {
                Log.Started(logger, run.Id);
            }
            else if (start.UnderWay is { } other)
            {
                Log.UnderWay(logger, other);
            }
        }
        catch (StoreUnavailableException e)
        {
            Log.Unreachable(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Retention {Run} was started.")]
        public static partial void Started(ILogger logger, RunId run);

        [LoggerMessage(2, LogLevel.Information, "Retention was not started: {Run} is in progress.")]
        public static partial void UnderWay(ILogger logger, RunId run);

        [LoggerMessage(3, LogLevel.Warning, "Retention was not started: the storage cannot be reached.")]
        public static partial void Unreachable(ILogger logger, Exception exception);
    }
}
