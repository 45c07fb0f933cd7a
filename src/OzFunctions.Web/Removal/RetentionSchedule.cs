using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OzFunctions.Core;
using OzFunctions.Core.Removal;
using OzFunctions.Core.Runs;

namespace OzFunctions.Web.Removal;

/// <summary>Where the schedule of retention comes in, in both heads.</summary>
/// <param name="starter">Starts runs.</param>
/// <param name="options">How long things are kept.</param>
/// <param name="logger">Where it is reported.</param>
public sealed partial class RetentionSchedule(
    RetentionStarter starter,
    IOptions<RetentionOptions> options,
    ILogger<RetentionSchedule> logger)
{
    /// <summary>Starts a run, unless one is under way, or another process served this time.</summary>
    /// <param name="occurrence">The time of the schedule, UTC; null when the host sees to it that one process alone serves it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it is started. It never fails for want of storage: the next time comes.</returns>
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

        [LoggerMessage(2, LogLevel.Information, "Retention was not started: {Run} is under way.")]
        public static partial void UnderWay(ILogger logger, RunId run);

        [LoggerMessage(3, LogLevel.Warning, "Retention was not started: the storage cannot be reached.")]
        public static partial void Unreachable(ILogger logger, Exception exception);
    }
}
