namespace OzFunctions.Server;

/// <summary>Runs from when the server listens until it is told to stop: a server that cannot listen has taken nothing up.</summary>
/// <param name="lifetime">Tells when it listens.</param>
internal abstract class ServingService(IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>Whether it ended by a failure, which stops the server.</summary>
    public bool HasFailed => ExecuteTask is { IsFaulted: true };

    /// <summary>What it does.</summary>
    /// <param name="stoppingToken">The server stops; what is cancelled by it may be let through.</param>
    /// <returns>A task that ends when it is done, or told to stop.</returns>
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
            // Told to stop.
        }
    }

    private async Task ListeningAsync(CancellationToken stoppingToken)
    {
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(stoppingToken);
    }
}
