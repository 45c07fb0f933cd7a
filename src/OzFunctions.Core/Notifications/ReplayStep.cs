using OzFunctions.Core.Runs;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Notifications;

/// <summary>One step of a replay: a page of deliveries gets a new schedule each. Done twice it does nothing the second time.</summary>
/// <param name="settings">The endpoints.</param>
/// <param name="store">Remembers deliveries.</param>
/// <param name="monitor">Knows how endpoints do.</param>
/// <param name="queue">The work queue.</param>
public sealed class ReplayStep(NotificationSettings settings, IDeliveryStore store, EndpointMonitor monitor, IWorkQueue queue)
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
        var page = await store.ListAsync(request.Filter, run.Cursor, PageSize, cancellationToken);
        var open = await OpenEndpointsAsync(page, cancellationToken);

        var counts = new RunCounts(run.Counts);
        foreach (var listed in page.Items)
        {
            counts.Add(Scanned);
            var mayGo = open.Contains(listed.Key.Endpoint);
            counts.Add(mayGo && (request.DryRun || await ReplayAsync(listed, request.Filter, run.Id.ToString(), cancellationToken)) ? Replayed : Skipped);
        }

        return run with { Counts = counts.ToDictionary(), Cursor = page.Next, State = page.Next is null ? RunState.Finished : RunState.Running };
    }

    // To the others it would only become held again.
    private async Task<HashSet<string>> OpenEndpointsAsync(PageOf<Delivery> page, CancellationToken cancellationToken)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in page.Items.Select(static delivery => delivery.Key.Endpoint).Distinct(StringComparer.Ordinal))
        {
            if (settings.Find(name) is not null && !(await monitor.ReadAsync(name, cancellationToken)).IsDisabled)
            {
                open.Add(name);
            }
        }

        return open;
    }

    private async Task<bool> ReplayAsync(Delivery listed, DeliveryFilter filter, string run, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(listed.Folder, listed.Key, cancellationToken) is not { } stored)
        {
            await store.UnparkAsync(listed with { State = DeliveryState.Delivered }, cancellationToken);
            return false;
        }

        var delivery = stored.Value;
        if (delivery.ReplayedBy == run || !filter.States.Contains(delivery.State))
        {
            // Either this step was done before and broke off, or the delivery went on since it was listed.
            await UnparkUnlessParkedAsync(delivery, cancellationToken);
            return delivery.ReplayedBy == run;
        }

        var next = delivery with
        {
            State = DeliveryState.Pending,
            Attempt = delivery.Attempt + 1,
            FirstAttempt = delivery.Attempt + 1,
            NextAttemptAt = null,
            ClaimedUntil = null,
            Replays = delivery.Replays + (delivery.State is DeliveryState.Delivered ? 1 : 0),
            ReplayedBy = run,
        };

        await queue.EnqueueAsync(new DeliverWork(next.Folder, next.Key.ToString(), next.Attempt) { Replay = true }, TimeSpan.Zero, cancellationToken);
        if (await store.TryWriteAsync(next, stored.ETag, cancellationToken) is null)
        {
            return false;
        }

        await UnparkUnlessParkedAsync(next, cancellationToken);
        return true;
    }

    private Task UnparkUnlessParkedAsync(Delivery delivery, CancellationToken cancellationToken) =>
        delivery.State is DeliveryState.Pending or DeliveryState.Delivered ? store.UnparkAsync(delivery, cancellationToken) : Task.CompletedTask;
}
