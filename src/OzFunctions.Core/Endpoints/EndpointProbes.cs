using OzFunctions.Core.Notifications;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Endpoints;

/// <summary>
/// Probes failing endpoints, one attempt at a time over all processes: at the delivery that has waited longest, and after a failure at the next
/// one, so that a single delivery that an endpoint refuses does not keep all others waiting.
/// </summary>
/// <param name="settings">The endpoints.</param>
/// <param name="monitor">Knows how they do.</param>
/// <param name="parked">Reads waiting deliveries.</param>
/// <param name="attempts">Makes attempts.</param>
/// <param name="outcomes">Writes down what came of them.</param>
/// <param name="releases">Has waiting deliveries released.</param>
/// <param name="time">The clock.</param>
public sealed class EndpointProbes(
    NotificationSettings settings,
    EndpointMonitor monitor,
    ParkedDeliveries parked,
    DeliveryAttempts attempts,
    DeliveryOutcomes outcomes,
    EndpointReleases releases,
    TimeProvider time)
{
    private static readonly TimeSpan RaceDelay = TimeSpan.FromSeconds(2);

    /// <summary>Handles a due probe.</summary>
    /// <param name="work">The message.</param>
    /// <param name="cancellationToken">Gives up; the message must then stay.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<WorkReport> HandleAsync(ProbeWork work, CancellationToken cancellationToken)
    {
        var (health, etag) = await monitor.FindAsync(work.Endpoint, cancellationToken);
        if (health.State is EndpointState.Well)
        {
            // The process that turned it well may have died before it asked for the release.
            await releases.AskIfAnyWaitAsync(work.Endpoint, cancellationToken);
            return Dropped(work, "is well");
        }

        if (health.Probe is not { } probe || health.Turn != work.Turn || probe.Number != work.Probe || settings.Find(work.Endpoint) is not { } endpoint)
        {
            return Dropped(work, "has no such probe due");
        }

        var now = time.GetUtcNow();
        if (probe.ClaimedUntil is { } until && until > now)
        {
            return await PutBackAsync(health, until - now, "somebody is at it", cancellationToken);
        }

        var claim = health with { Probe = probe with { ClaimedUntil = now + endpoint.Timeout + DeliveryAttempts.ClaimMargin } };
        return await monitor.TryWriteAsync(claim, etag, cancellationToken) is { } claimed
            ? await ProbeAsync(endpoint, claim, claimed, cancellationToken)
            : await PutBackAsync(health, RaceDelay, "another was faster", cancellationToken);
    }

    private async Task<WorkReport> ProbeAsync(NotificationEndpoint endpoint, EndpointHealth claim, string etag, CancellationToken cancellationToken)
    {
        var after = claim.Probe!.After;
        var waiting = await parked.FirstWaitingAsync(endpoint.Name, after, cancellationToken);
        if (waiting is null && after is not null)
        {
            waiting = await parked.FirstWaitingAsync(endpoint.Name, after: null, cancellationToken);
        }

        if (waiting is null)
        {
            return await TurnWellAsync(claim, etag, "nothing waits for it", cancellationToken);
        }

        // Where another has it, that one finds out as well, and the next probe comes in time.
        var attempt = waiting.Value.IsClaimed(time.GetUtcNow()) ? null : await attempts.TryAsync(endpoint, claim, waiting, cancellationToken);
        return (attempt is null ? ProbeOutcome.Failed : await outcomes.RecordProbeAsync(attempt, cancellationToken)) switch
        {
            ProbeOutcome.Succeeded => await TurnWellAsync(claim, etag, "it took a notification", cancellationToken),
            ProbeOutcome.Disabled => new WorkReport(WorkResult.Done, $"The endpoint {claim.Name} was disabled: {attempt!.Answer}.") { Weight = WorkWeight.Alarming },
            _ => await FailAsync(claim, etag, waiting.Value, attempt?.Answer, cancellationToken),
        };
    }

    private async Task<WorkReport> TurnWellAsync(EndpointHealth claim, string etag, string because, CancellationToken cancellationToken)
    {
        // Where the race is lost, a person enabled it or another disabled it, and sees to the rest.
        if (await monitor.TryWriteAsync(claim.TurnedWell(), etag, cancellationToken) is not null)
        {
            await releases.AskIfAnyWaitAsync(claim.Name, cancellationToken);
        }

        return new WorkReport(WorkResult.Done, $"The endpoint {claim.Name} is well again: {because}.");
    }

    private async Task<WorkReport> FailAsync(EndpointHealth claim, string etag, Delivery tried, DeliveryAnswer? answer, CancellationToken cancellationToken)
    {
        var delay = await monitor.ProbeAgainAsync(claim, etag, tried.Parking!.Place, cancellationToken);
        return new WorkReport(WorkResult.Done, $"The endpoint {claim.Name} is still failing ({answer?.ToString() ?? "not asked"}); it is probed again in {delay.TotalSeconds:0} s.");
    }

    private async Task<WorkReport> PutBackAsync(EndpointHealth health, TimeSpan delay, string because, CancellationToken cancellationToken)
    {
        await monitor.EnqueueProbeAsync(health, delay, cancellationToken);
        return new WorkReport(WorkResult.PutBack, $"A probe of the endpoint {health.Name} was put back for {delay.TotalSeconds:0.0} s: {because}.");
    }

    private static WorkReport Dropped(ProbeWork work, string because) => new(WorkResult.Dropped, $"The endpoint {work.Endpoint} {because}.");
}
