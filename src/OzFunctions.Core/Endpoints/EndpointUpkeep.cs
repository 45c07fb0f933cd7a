using OzFunctions.Core.Notifications;

namespace OzFunctions.Core.Endpoints;

/// <summary>What each scheduled run sees to: that a failing endpoint is probed, and that nothing waits for one that is well.</summary>
/// <param name="settings">The endpoints.</param>
/// <param name="monitor">Knows how they do.</param>
/// <param name="releases">Has waiting deliveries released.</param>
/// <param name="time">The clock.</param>
public sealed class EndpointUpkeep(NotificationSettings settings, EndpointMonitor monitor, EndpointReleases releases, TimeProvider time)
{
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(1);

    /// <summary>Looks after all endpoints.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>For how many a release was asked.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var released = 0;
        foreach (var endpoint in settings.Endpoints)
        {
            var health = await monitor.ReadAsync(endpoint.Name, cancellationToken);
            if (health.Probe is { } probe && time.GetUtcNow() - probe.DueAt >= Overdue)
            {
                await monitor.EnqueueProbeAsync(health, TimeSpan.Zero, cancellationToken);
            }
            else if (health.State is EndpointState.Well && await releases.AskIfAnyWaitAsync(endpoint.Name, cancellationToken))
            {
                released++;
            }
        }

        return released;
    }
}
