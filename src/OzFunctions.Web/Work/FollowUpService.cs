using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OzFunctions.Core.FollowUps;

namespace OzFunctions.Web.Work;

/// <summary>Has this process follow its own changes up, in both heads, until it stops.</summary>
/// <param name="own">The changes.</param>
/// <param name="entry">Follows one up.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it is told what was left to other processes.</param>
public sealed partial class FollowUpService(OwnChanges own, WorkEntry entry, TimeProvider time, ILogger<FollowUpService> logger) : IHostedService
{
    // The Functions host ends the process six seconds after it told it to stop.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        own.Open(entry.FollowUpAsync);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>Finishes what is under way, for a few seconds at most. What has not begun is given back, and what is not finished comes to another process.</remarks>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await own.CloseAsync().WaitAsync(StopPatience, time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            Log.Abandoned(logger, own.Count);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Stopped with {Count} changes under way; their messages lead other processes to them.")]
        public static partial void Abandoned(ILogger logger, int count);
    }
}
