using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Notifications;

/// <summary>
/// One step of a replay: gives each delivery of a page a new retry schedule and parks it; a healthy endpoint then releases it, and a
/// failing one is probed at once. Repeating a step has no further effect.
/// </summary>
/// <param name="settings">The notification settings.</param>
/// <param name="store">The delivery store.</param>
/// <param name="parked">Reads parked deliveries.</param>
/// <param name="moves">Changes the state of deliveries.</param>
/// <param name="releases">Requests releases of waiting deliveries.</param>
/// <param name="monitor">Reads and changes the endpoints' health.</param>
/// <param name="time">The clock.</param>
public sealed class ReplayStep(
    NotificationSettings settings,
    IDeliveryStore store,
    ParkedDeliveries parked,
    DeliveryMoves moves,
    EndpointReleases releases,
    EndpointMonitor monitor,
    TimeProvider time)
{
    private const int PageSize = 50;

    // The names of the run's counts, as the API shows them.
    private const string Scanned = "scanned";
    private const string Replayed = "replayed";
    private const string Skipped = "skipped";

    /// <summary>Runs one step of a replay.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Cancels the step, which is then repeated.</param>
    /// <returns>The run after the step.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    /// <exception cref="InvalidContinuationException">The storage no longer accepts the run's continuation.</exception>
    public async Task<Run> RunAsync(Run run, CancellationToken cancellationToken)
    {
        var request = ReplayRequest.Of(run.Parameters);
        var page = request.Filter.Parked is { } filter
            ? await parked.ListAsync(filter, run.Cursor, PageSize, cancellationToken)
            : await store.ListAsync(request.Filter, run.Cursor, PageSize, cancellationToken);

        var meant = page.Items.Where(stored => request.Filter.Includes(stored.Value)).ToList();
        var open = await OpenEndpointsAsync(meant, cancellationToken);
        var counts = new RunCounts(run.Counts);
        foreach (var stored in meant)
        {
            counts.Add(Scanned);
            var mayGo = open.Contains(stored.Value.Key.Endpoint);
            counts.Add(mayGo && (request.DryRun || await ReplayAsync(stored, run.Id.ToString(), cancellationToken)) ? Replayed : Skipped);
        }

        if (!request.DryRun)
        {
            // The last page covers all endpoints, because a step that was interrupted may have parked deliveries without requesting a release.
            await MakeDueAsync(page.Next is null ? EndpointsOf(request.Filter) : open, cancellationToken);
        }

        return run with { Counts = counts.ToDictionary(), Cursor = page.Next, State = page.Next is null ? RunState.Finished : RunState.Running };
    }

    private IEnumerable<string> EndpointsOf(DeliveryFilter filter) =>
        settings.Endpoints.Select(static endpoint => endpoint.Name).Where(name => filter.Endpoint is null || filter.Endpoint == name);

    // For all other endpoints the delivery would only be held again.
    private async Task<HashSet<string>> OpenEndpointsAsync(IEnumerable<Stored<Delivery>> deliveries, CancellationToken cancellationToken)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in deliveries.Select(static stored => stored.Value.Key.Endpoint).Distinct(StringComparer.Ordinal))
        {
            if (settings.Find(name) is not null && !(await monitor.ReadAsync(name, cancellationToken)).IsDisabled)
            {
                open.Add(name);
            }
        }

        return open;
    }

    private async Task<bool> ReplayAsync(Stored<Delivery> stored, string run, CancellationToken cancellationToken)
    {
        var delivery = stored.Value;
        if (delivery.ReplayedBy == run || delivery.IsClaimed(time.GetUtcNow()))
        {
            // Either an interrupted run of this step already replayed it, or an attempt is in progress.
            return delivery.ReplayedBy == run;
        }

        var next = delivery with
        {
            State = DeliveryState.Waiting,
            Attempt = delivery.Attempt + 1,
            FirstAttempt = delivery.Attempt + 1,
            NextAttemptAt = null,
            ClaimedUntil = null,
            Replays = delivery.Replays + (delivery.State is DeliveryState.Delivered ? 1 : 0),
            ReplayedBy = run,
        };
        return await moves.TryMoveAsync(stored, next, cancellationToken);
    }

    private async Task MakeDueAsync(IEnumerable<string> endpoints, CancellationToken cancellationToken)
    {
        foreach (var endpoint in endpoints)
        {
            var health = await monitor.ReadAsync(endpoint, cancellationToken);
            await (health.State is EndpointState.Healthy
                ? releases.RequestIfAnyWaitAsync(endpoint, cancellationToken)
                : monitor.EnqueueProbeAsync(health, TimeSpan.Zero, cancellationToken));
        }
    }
}
