using OzFunctions.Core.Notifications;

namespace OzFunctions.Core.Endpoints;

/// <summary>
/// Repairs what a crash may have left undone for endpoints, in each reconciliation run without a requested span, and at each time of its
/// schedule at which this process starts none: enqueues overdue probes again, and requests releases for healthy endpoints with waiting
/// deliveries.
/// </summary>
/// <param name="settings">The notification settings.</param>
/// <param name="monitor">Reads and changes the endpoints' health.</param>
/// <param name="releases">Requests releases of waiting deliveries.</param>
/// <param name="time">The clock.</param>
public sealed class EndpointMaintenance(NotificationSettings settings, EndpointMonitor monitor, EndpointReleases releases, TimeProvider time)
{
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(1);

    /// <summary>Checks all endpoints.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The number of endpoints for which a release was requested.</returns>
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
            else if (health.State is EndpointState.Healthy && await releases.RequestIfAnyWaitAsync(endpoint.Name, cancellationToken))
            {
                released++;
            }
        }

        return released;
    }
}
