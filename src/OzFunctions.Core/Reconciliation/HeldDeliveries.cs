using OzFunctions.Core.Notifications;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Releases what is held for endpoints that are well: one that came back into the settings, say.</summary>
/// <param name="settings">The endpoints.</param>
/// <param name="monitor">Knows how they do.</param>
/// <param name="store">Remembers deliveries.</param>
/// <param name="runs">Starts runs.</param>
public sealed class HeldDeliveries(NotificationSettings settings, EndpointMonitor monitor, IDeliveryStore store, RunStarter runs)
{
    private const int PageSize = 50;

    /// <summary>Starts a run for each endpoint that is well and has held deliveries.</summary>
    /// <param name="counts">Where they are counted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>True: nothing is left to be started.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<bool> ReleaseAsync(RunCounts counts, CancellationToken cancellationToken)
    {
        foreach (var endpoint in settings.Endpoints)
        {
            var held = new DeliveryFilter([DeliveryState.Held], Endpoint: endpoint.Name);
            if (await HasAnyAsync(held, cancellationToken) && !(await monitor.ReadAsync(endpoint.Name, cancellationToken)).IsDisabled)
            {
                await runs.StartAsync(runs.New(RunKinds.Enable, RunStarter.Schedule, new ReplayRequest(held, DryRun: false).ToParameters()), cancellationToken);
                counts.Add(LookCounts.Released);
            }
        }

        return true;
    }

    private async Task<bool> HasAnyAsync(DeliveryFilter filter, CancellationToken cancellationToken)
    {
        string? from = null;
        do
        {
            var page = await store.ListAsync(filter, from, PageSize, cancellationToken);
            if (page.Items.Count > 0)
            {
                return true;
            }

            from = page.Next;
        }
        while (from is not null);

        return false;
    }
}
