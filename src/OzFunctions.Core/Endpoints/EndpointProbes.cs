using OzFunctions.Core.Notifications;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Endpoints;

/// <summary>
/// Probes failing endpoints, one attempt at a time over all processes. The first probe attempts the delivery that has waited longest; each
/// later probe attempts the next one, so a single delivery that the endpoint rejects does not block all others.
/// </summary>
/// <param name="settings">The notification settings.</param>
/// <param name="monitor">Reads and changes the endpoints' health.</param>
/// <param name="parked">Reads waiting deliveries.</param>
/// <param name="attempts">Makes attempts.</param>
/// <param name="outcomes">Records the outcomes.</param>
/// <param name="releases">Requests releases of waiting deliveries.</param>
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

    // The lease of the delivery begins after the search for it, and must have ended when another process takes the probe over: otherwise that probe fails without an attempt.
    private static readonly TimeSpan SearchMargin = TimeSpan.FromSeconds(5);

    /// <summary>Handles a due probe.</summary>
    /// <param name="work">The message.</param>
    /// <param name="cancellationToken">Cancels the operation; the message must then stay on the queue.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<WorkReport> HandleAsync(ProbeWork work, CancellationToken cancellationToken)
    {
        var (health, etag) = await monitor.FindAsync(work.Endpoint, cancellationToken);
        if (IsAheadOf(health, work) && EarlyMessage.DelayOf(work) is { } delay)
        {
            return PutBack(work, delay, "its row is not written yet");
        }

        if (health.State is EndpointState.Healthy)
        {
            // The process that found it healthy may have died before it requested the release.
            await releases.RequestIfAnyWaitAsync(work.Endpoint, cancellationToken);
            return Dropped(work, "is healthy");
        }

        if (health.Probe is not { } probe || health.Turn != work.Turn || probe.Number != work.Probe || settings.Find(work.Endpoint) is not { } endpoint)
        {
            return Dropped(work, "has no such probe due");
        }

        var now = time.GetUtcNow();
        if (Claims.Remaining(probe.ClaimedUntil, now) is { } rest)
        {
            return PutBack(work, rest, "another process is probing it");
        }

        var claim = health with { Probe = probe with { ClaimedUntil = now + endpoint.Timeout + DeliveryAttempts.ClaimMargin + SearchMargin } };
        return await monitor.TryWriteAsync(claim, etag, cancellationToken) is not null
            ? await ProbeAsync(work, endpoint, claim, cancellationToken)
            : PutBack(work, RaceDelay, "another process was faster");
    }

    private async Task<WorkReport> ProbeAsync(ProbeWork work, NotificationEndpoint endpoint, EndpointHealth claim, CancellationToken cancellationToken)
    {
        var after = claim.Probe!.After;
        var (waiting, left) = await parked.FirstWaitingAsync(endpoint.Name, after, cancellationToken);
        if (waiting is null && left is null && after is not null)
        {
            (waiting, left) = await parked.FirstWaitingAsync(endpoint.Name, after: null, cancellationToken);
        }

        if (waiting is null)
        {
            return left is null
                ? await TurnHealthyAsync(claim, "no delivery waits for it", cancellationToken)
                : await SearchOnAsync(work, claim, left, cancellationToken);
        }

        // A delivery that another process is attempting counts as a failed probe; the next probe follows.
        var attempt = waiting.Value.IsClaimed(time.GetUtcNow()) ? null : await attempts.TryAsync(endpoint, claim, waiting, cancellationToken);
        return (attempt is null ? ProbeOutcome.Failed : await outcomes.RecordProbeAsync(attempt, cancellationToken)) switch
        {
            ProbeOutcome.Succeeded => await TurnHealthyAsync(claim, "it accepted a notification", cancellationToken),
            ProbeOutcome.Disabled => new WorkReport(WorkResult.Done, $"The endpoint {claim.Name} was disabled: {attempt!.Answer}.") { Weight = WorkWeight.Alarming },
            _ => await FailAsync(claim, waiting.Value, attempt?.Answer, cancellationToken),
        };
    }

    private async Task<WorkReport> TurnHealthyAsync(EndpointHealth claim, string because, CancellationToken cancellationToken)
    {
        if ((await EndAsync(claim, static health => health.TurnedHealthy(), cancellationToken)).State is not EndpointState.Healthy)
        {
            return new WorkReport(WorkResult.Done, $"The endpoint {claim.Name} could recover, but another writer changed its state: {because}.");
        }

        await releases.RequestIfAnyWaitAsync(claim.Name, cancellationToken);
        return new WorkReport(WorkResult.Done, $"The endpoint {claim.Name} has recovered: {because}.");
    }

    // The same probe later: no attempt was made, so this is no failure, and whether anything waits is not known yet.
    private async Task<WorkReport> SearchOnAsync(ProbeWork work, EndpointHealth claim, string left, CancellationToken cancellationToken)
    {
        var delay = EndpointProbe.DelayOf(1);
        var next = claim.Probe! with { DueAt = time.GetUtcNow() + delay, ClaimedUntil = null, After = left };
        await EndAsync(claim, health => health with { Probe = next }, cancellationToken);
        return PutBack(work, delay, "many entries of its list have no delivery, and the search goes on after them");
    }

    private async Task<WorkReport> FailAsync(EndpointHealth claim, Delivery tried, AttemptResult? answer, CancellationToken cancellationToken)
    {
        var number = claim.Probe!.Number + 1;
        var delay = EndpointProbe.DelayOf(number);
        var next = claim with { Probe = new EndpointProbe(number, time.GetUtcNow() + delay, After: tried.ParkedEntry!.Place) };

        // The message is enqueued before the row is written. If the row is not written, the message finds no such probe and is dropped.
        await monitor.EnqueueProbeAsync(next, delay, cancellationToken);
        await EndAsync(claim, health => health with { Probe = next.Probe }, cancellationToken);
        return new WorkReport(WorkResult.Done, $"The endpoint {claim.Name} is still failing ({answer?.ToString() ?? "no attempt was made"}); it is probed again in {delay.TotalSeconds:0} s.");
    }

    // A release may change other fields of the row during the probe. If the endpoint was enabled or disabled, or another process claimed the probe, that writer does the rest.
    private Task<EndpointHealth> EndAsync(EndpointHealth claim, Func<EndpointHealth, EndpointHealth> end, CancellationToken cancellationToken) => monitor.ChangeAsync(
        claim.Name, health => health.Turn == claim.Turn && health.Probe == claim.Probe ? end(health) : health, cancellationToken);

    // The message is enqueued before the row is written, and the row may be written late.
    private static bool IsAheadOf(EndpointHealth health, ProbeWork work) =>
        work.Turn > health.Turn || (work.Turn == health.Turn && health.Probe is { } probe && work.Probe > probe.Number);

    private static WorkReport PutBack(ProbeWork work, TimeSpan delay, string because) =>
        WorkReport.PutBack(work, delay, $"A probe of the endpoint {work.Endpoint} is deferred for {delay.TotalSeconds:0.0} s: {because}.");

    private static WorkReport Dropped(ProbeWork work, string because) => new(WorkResult.Dropped, $"The endpoint {work.Endpoint} {because}.");
}
