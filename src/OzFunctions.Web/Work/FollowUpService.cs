using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OzFunctions.Core.FollowUps;

namespace OzFunctions.Web.Work;

/// <summary>Opens <see cref="LocalChanges"/> when the host starts and closes it when the host stops, in both heads.</summary>
/// <param name="own">The changes that this process follows up itself.</param>
/// <param name="handler">Follows up a change.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log, for work that is left to other processes.</param>
public sealed partial class FollowUpService(LocalChanges own, WorkHandler handler, TimeProvider time, ILogger<FollowUpService> logger) : IHostedService
{
    // Less than the six seconds after which the Functions host ends the process.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        own.Open(handler.FollowUpAsync);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>Waits at most five seconds for follow-ups in progress. A delivery whose first attempt has not begun is unclaimed, and its change's message is made visible. Other unfinished work is done by the process that receives the message.</remarks>
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
        [LoggerMessage(1, LogLevel.Warning, "The process stopped with {Count} unfinished follow-ups of changes. Other processes will complete them from their queue messages.")]
        public static partial void Abandoned(ILogger logger, int count);
    }
}
