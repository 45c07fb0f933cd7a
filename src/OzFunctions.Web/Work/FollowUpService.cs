using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OzFunctions.Core.FollowUps;

namespace OzFunctions.Web.Work;

/// <summary>Makes this process follow up its own changes until it stops, in both heads.</summary>
/// <param name="own">The changes of this process.</param>
/// <param name="entry">Follows up a change.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log, for work that is left to other processes.</param>
public sealed partial class FollowUpService(OwnChanges own, WorkEntry entry, TimeProvider time, ILogger<FollowUpService> logger) : IHostedService
{
    // The Functions host ends the process six seconds after the stop signal.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        own.Open(entry.FollowUpAsync);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>Finishes work in progress, for five seconds at most. Changes that were not started are given back, and unfinished ones are taken over by another process.</remarks>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await own.CloseAsync().WaitAsync(StopTimeout, time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            Log.Abandoned(logger, own.Count);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The process stopped with {Count} unfinished changes. Other processes will take them over from the queue.")]
        public static partial void Abandoned(ILogger logger, int count);
    }
}
