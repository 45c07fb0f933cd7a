namespace OzFunctions.Server;

/// <summary>A background service that starts when the server listens, so that a server that cannot listen has started no work.</summary>
/// <param name="lifetime">Signals when the server listens.</param>
internal abstract class ServingService(IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>Whether it ended with a failure, which stops the server.</summary>
    public bool HasFailed => ExecuteTask is { IsFaulted: true };

    /// <summary>Runs the service.</summary>
    /// <param name="stoppingToken">Cancelled when the server stops. The resulting <see cref="OperationCanceledException"/> may be thrown.</param>
    /// <returns>A task that completes when the service has ended.</returns>
    protected abstract Task ServeAsync(CancellationToken stoppingToken);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ListeningAsync(stoppingToken);
            await ServeAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task ListeningAsync(CancellationToken stoppingToken)
    {
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(stoppingToken);
    }
}
