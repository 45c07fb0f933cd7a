using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Notifications;

/// <summary>
/// One step of a replay: a page of deliveries gets a new schedule each and waits for its endpoint, which releases it at once if it is well, and is
/// probed at once if it is failing. Done twice it does nothing the second time.
/// </summary>
/// <param name="settings">The endpoints.</param>
/// <param name="store">Remembers deliveries.</param>
/// <param name="parked">Reads those that are not delivered.</param>
/// <param name="moves">Moves deliveries.</param>
/// <param name="releases">Has waiting deliveries released.</param>
/// <param name="monitor">Knows how endpoints do.</param>
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

    // The run's counts, as the run shows them.
    private const string Scanned = "scanned";
    private const string Replayed = "replayed";
    private const string Skipped = "skipped";

    /// <summary>Takes a replay one page further.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Gives up; the step is then done again.</param>
    /// <returns>The run after the step.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    /// <exception cref="InvalidContinuationException">The storage no longer knows where the run stood.</exception>
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
            // At the end all of them: a step that broke off may have moved some and asked for nothing.
            await HastenAsync(page.Next is null ? EndpointsOf(request.Filter) : open, cancellationToken);
        }

        return run with { Counts = counts.ToDictionary(), Cursor = page.Next, State = page.Next is null ? RunState.Finished : RunState.Running };
    }

    private IEnumerable<string> EndpointsOf(DeliveryFilter filter) =>
        settings.Endpoints.Select(static endpoint => endpoint.Name).Where(name => filter.Endpoint is null || filter.Endpoint == name);

    // To the others it would only become held again.
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
            // Either this step was done before and broke off, or an attempt is under way.
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
        return await moves.TryMoveAsync(stored, next, cancellationToken) is not null;
    }

    private async Task HastenAsync(IEnumerable<string> endpoints, CancellationToken cancellationToken)
    {
        foreach (var endpoint in endpoints)
        {
            var health = await monitor.ReadAsync(endpoint, cancellationToken);
            await (health.State is EndpointState.Well
                ? releases.AskIfAnyWaitAsync(endpoint, cancellationToken)
                : monitor.EnqueueProbeAsync(health, TimeSpan.Zero, cancellationToken));
        }
    }
}
