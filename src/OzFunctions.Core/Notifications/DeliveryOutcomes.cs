using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Notifications;

/// <summary>
/// Records the outcome of an attempt: delivered, dead, waiting, or the next attempt, whose message is enqueued before the row is changed. A
/// crash between two steps leaves a message or a list entry that leads to the rest of the work; at worst the endpoint is notified twice.
/// </summary>
/// <param name="store">The delivery store.</param>
/// <param name="moves">Changes the state of deliveries.</param>
/// <param name="waiting">Parks deliveries.</param>
/// <param name="monitor">Reads and changes the endpoints' health.</param>
/// <param name="endpoints">Disables endpoints.</param>
/// <param name="schedule">The retry schedule.</param>
/// <param name="queue">The work queue.</param>
/// <param name="time">The clock.</param>
public sealed class DeliveryOutcomes(
    IDeliveryStore store,
    DeliveryMoves moves,
    WaitingDeliveries waiting,
    EndpointMonitor monitor,
    EndpointSwitch endpoints,
    RetrySchedule schedule,
    IWorkQueue queue,
    TimeProvider time)
{
    /// <summary>Records the outcome of an attempt.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The outcome; null when another process changed the delivery first.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<WorkReport?> RecordAsync(DeliveryAttempt attempt, CancellationToken cancellationToken)
    {
        var tried = Tried(attempt);
        return attempt.Answer switch
        {
            null => await EndAsync(attempt, tried, "its data no longer exists", cancellationToken),
            { IsSuccess: true } => await SucceedAsync(attempt, cancellationToken),
            var answer => await FailAsync(attempt, tried, answer, cancellationToken),
        };
    }

    /// <summary>Records the outcome of a probe. A failed probe does not use up an attempt of the delivery's schedule.</summary>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<ProbeOutcome> RecordProbeAsync(DeliveryAttempt attempt, CancellationToken cancellationToken)
    {
        if (attempt.Answer is null or { IsSuccess: true })
        {
            await RecordAsync(attempt, cancellationToken);
            return attempt.Answer is null ? ProbeOutcome.Failed : ProbeOutcome.Succeeded;
        }

        await moves.TryMoveAsync(attempt.Claimed, Tried(attempt), cancellationToken);
        return await DisableIfHopelessAsync(attempt, attempt.Health, attempt.Answer, cancellationToken)
            ? ProbeOutcome.Disabled
            : ProbeOutcome.Failed;
    }

    /// <summary>
    /// Records, in one transaction, that endpoints accepted deliveries of one change. Success also proves that the folder has not changed
    /// since, so its listing needs no verification.
    /// </summary>
    /// <param name="taken">The attempts, at least one; none of the deliveries may be parked.</param>
    /// <param name="folderETag">The folder's ETag as read or written.</param>
    /// <param name="cancellationToken">Cancels the write, which may still have taken place.</param>
    /// <returns>False when the folder or a delivery was changed, and nothing was written.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<bool> TryRecordTakenAsync(IReadOnlyList<DeliveryAttempt> taken, string folderETag, CancellationToken cancellationToken)
    {
        if (!await store.TryWriteAsync([.. taken.Select(attempt => attempt.Claimed with { Value = Delivered(attempt) })], folderETag, cancellationToken))
        {
            return false;
        }

        foreach (var attempt in taken)
        {
            await monitor.StoreSuccessAsync(attempt.Claimed.Value.Key.Endpoint, cancellationToken);
        }

        return true;
    }

    /// <summary>Reports a delivery that its endpoint accepted.</summary>
    internal static WorkReport ReportTaken(DeliveryAttempt attempt) => Report(attempt.Claimed.Value, WorkWeight.Notable, $"delivered ({attempt.Answer})");

    private static Delivery Tried(DeliveryAttempt attempt) => attempt.Claimed.Value with { ClaimedUntil = null, LastAnswer = attempt.Answer ?? attempt.Claimed.Value.LastAnswer };

    private Delivery Delivered(DeliveryAttempt attempt) => Tried(attempt) with { State = DeliveryState.Delivered, DeliveredAt = time.GetUtcNow() };

    private async Task<WorkReport?> SucceedAsync(DeliveryAttempt attempt, CancellationToken cancellationToken)
    {
        var isMoved = await moves.TryMoveAsync(attempt.Claimed, Delivered(attempt), cancellationToken);
        await monitor.StoreSuccessAsync(attempt.Claimed.Value.Key.Endpoint, cancellationToken);
        return isMoved ? ReportTaken(attempt) : null;
    }

    private async Task<WorkReport?> FailAsync(DeliveryAttempt attempt, Delivery tried, AttemptResult answer, CancellationToken cancellationToken)
    {
        var health = await monitor.FailedAsync(tried.Key.Endpoint, attempt.Health.Turn, cancellationToken);
        if (await DisableIfHopelessAsync(attempt, health, answer, cancellationToken))
        {
            return await WaitAsync(attempt, tried, WorkWeight.Alarming, $"{answer}; its endpoint was disabled", cancellationToken);
        }

        if (health.State is not EndpointState.Healthy)
        {
            // Not the delivery but its endpoint fails. An outage that begins and ends often would otherwise use up the schedule of days within hours.
            return await WaitAsync(attempt, tried, WorkWeight.Notable, $"{answer}; its endpoint is {CamelCase.Of(health.State)}", cancellationToken);
        }

        if (schedule.DelayAfter(tried.Attempt - tried.FirstAttempt + 1, answer) is not { } delay)
        {
            return await EndAsync(attempt, tried, $"{answer}; it was the last attempt", cancellationToken);
        }

        var next = tried with { Attempt = tried.Attempt + 1 };
        await queue.EnqueueAsync(new DeliverWork(next.Folder, next.Key.ToString(), next.Attempt) { FirstSeenAt = next.FolderFirstSeenAt }, delay, cancellationToken);
        var pending = next with { State = DeliveryState.Pending, NextAttemptAt = time.GetUtcNow() + delay };
        await moves.TryMoveAsync(attempt.Claimed, pending, cancellationToken);

        // If another process changed the delivery first, the message finds out what is left to do.
        return Report(tried, WorkWeight.Notable, $"{answer}; attempt {next.Attempt} follows in {delay.TotalSeconds:0.0} s");
    }

    private async Task<bool> DisableIfHopelessAsync(DeliveryAttempt attempt, EndpointHealth health, AttemptResult answer, CancellationToken cancellationToken)
    {
        if (!answer.IsGone && !health.IsHopeless(time.GetUtcNow()))
        {
            return false;
        }

        var because = answer.IsGone
            ? "It answered 410 Gone."
            : $"Every attempt failed for {EndpointMonitor.DisabledAfter.TotalDays:0} days; the last result was: {answer}.";
        return await endpoints.DisableAsync(attempt.Claimed.Value.Key.Endpoint, because, attempt.Health.Turn, answer.IsGone ? null : health.FailingSince, cancellationToken);
    }

    private async Task<WorkReport?> WaitAsync(DeliveryAttempt attempt, Delivery next, WorkWeight weight, string what, CancellationToken cancellationToken) =>
        await waiting.TryParkAsync(attempt.Claimed, next, cancellationToken) ? Report(next, weight, $"{what}; it waits") : null;

    private async Task<WorkReport?> EndAsync(DeliveryAttempt attempt, Delivery tried, string what, CancellationToken cancellationToken) =>
        await moves.TryMoveAsync(attempt.Claimed, tried with { State = DeliveryState.Dead }, cancellationToken) ? Report(tried, WorkWeight.Alarming, what) : null;

    private static WorkReport Report(Delivery delivery, WorkWeight weight, string what) =>
        new(WorkResult.Done, $"{delivery.Key} of {delivery.Folder}, attempt {delivery.Attempt}: {what}.") { Weight = weight };
}
