using OzFunctions.Core.Telemetry;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Notifications;

/// <summary>
/// Attempts deliveries: claim the row, send, then either write down that it is done, or enqueue the next attempt before the row moves to it.
/// A crash between any two steps leaves a message that finds the rest to do; at worst the endpoint is told twice.
/// </summary>
/// <param name="settings">The endpoints.</param>
/// <param name="store">Remembers deliveries.</param>
/// <param name="queue">The work queue.</param>
/// <param name="sender">Posts notifications.</param>
/// <param name="schedule">When a failed one is tried again.</param>
/// <param name="monitor">Knows how endpoints do.</param>
/// <param name="endpoints">Disables endpoints.</param>
/// <param name="gates">Keeps an endpoint from starving the others.</param>
/// <param name="metrics">What is measured.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Numbers from 0 (inclusive) to 1 (exclusive), for jitter. Must be safe for concurrent use.</param>
public sealed class NotificationDelivery(
    NotificationSettings settings,
    IDeliveryStore store,
    IWorkQueue queue,
    INotificationSender sender,
    RetrySchedule schedule,
    EndpointMonitor monitor,
    EndpointSwitch endpoints,
    EndpointGates gates,
    OzMetrics metrics,
    TimeProvider time,
    Func<double> random)
{
    /// <summary>
    /// How much longer than the attempt itself a claim lasts: time to write down what came of it. At an endpoint's usual time limit of 15
    /// seconds, what a process had under way when it died is told within half a minute.
    /// </summary>
    public static readonly TimeSpan ClaimMargin = TimeSpan.FromSeconds(10);

    /// <summary>How often a message waits for a replay that has enqueued it and not yet moved its row.</summary>
    internal const int MaxWaitsForReplay = 30;

    private static readonly TimeSpan ReplayDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortDelay = TimeSpan.FromMilliseconds(250);
    private static readonly DoublingDelay BusyDelay = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8));

    /// <summary>Handles a due attempt.</summary>
    /// <param name="work">The message.</param>
    /// <param name="cancellationToken">Gives up; the message must then stay.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="InvalidDataException">The message names no delivery, or what the delivery says is gone.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task<WorkReport> HandleAsync(DeliverWork work, CancellationToken cancellationToken) => HandleAsync(work, written: null, cancellationToken);

    /// <summary>Handles a due attempt at a delivery that this process may just have stored.</summary>
    /// <param name="work">The message.</param>
    /// <param name="written">The delivery as it was stored; null when its row must be read.</param>
    /// <param name="cancellationToken">Gives up; the message must then stay.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="InvalidDataException">The message names no delivery, or what the delivery says is gone.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<WorkReport> HandleAsync(DeliverWork work, WrittenDelivery? written, CancellationToken cancellationToken)
    {
        var key = DeliveryKey.TryParse(work.Delivery) ?? throw new InvalidDataException($"'{work.Delivery}' is no key of a delivery.");
        if (settings.Find(key.Endpoint) is not { } endpoint)
        {
            return await HoldAsync(work, key, "its endpoint is not in the settings", cancellationToken);
        }

        if (await IsDisabledAsync(key.Endpoint, cancellationToken))
        {
            return await HoldAsync(work, key, "its endpoint is disabled", cancellationToken);
        }

        var gate = gates.Of(key.Endpoint);
        if (await gate.EnterAsync() is { } wait)
        {
            var own = BusyDelay.After(work.PutBacks);
            return await PutBackAsync(work, wait + (own * (0.5 + random())), "its endpoint is busy or failing", cancellationToken);
        }

        bool? success = null;
        try
        {
            (var report, success) = await AttemptAsync(work, key, endpoint, written, cancellationToken);
            return report;
        }
        finally
        {
            gate.Leave(success);
        }
    }

    // What was read a moment ago is good enough to send, but not to hold: it may have been enabled since.
    private async Task<bool> IsDisabledAsync(string name, CancellationToken cancellationToken) =>
        (await monitor.RecallAsync(name, cancellationToken)).IsDisabled && (await monitor.ReadAsync(name, cancellationToken)).IsDisabled;

    private async Task<(WorkReport Report, bool? Success)> AttemptAsync(
        DeliverWork work,
        DeliveryKey key,
        NotificationEndpoint endpoint,
        WrittenDelivery? written,
        CancellationToken cancellationToken)
    {
        WorkReport? notDue = null;
        if ((written ?? await ReadAsync()) is not var (row, data))
        {
            return (notDue!, null);
        }

        var now = time.GetUtcNow();
        var claim = row.Value with { Attempt = work.Attempt, ClaimedUntil = now + endpoint.Timeout + ClaimMargin, NextAttemptAt = null, LastAttemptAt = now };
        if (await store.TryWriteAsync(claim, row.ETag, cancellationToken) is not { } claimed)
        {
            return (await PutBackAsync(work, ShortDelay, "another was faster", cancellationToken), null);
        }

        var answer = await sender.SendAsync(SignedNotification.Of(endpoint, claim, data, now), cancellationToken);
        metrics.Attempt(endpoint.Name, answer);
        var report = answer.IsSuccess
            ? await SucceedAsync(claimed, answer, cancellationToken)
            : await FailAsync(claimed, answer, cancellationToken);
        return (report, answer.IsSuccess);

        async Task<WrittenDelivery?> ReadAsync()
        {
            var reading = store.FindDataAsync(work.Folder, key.Version, cancellationToken);
            (var due, notDue) = await FindDueAsync(work, key, cancellationToken);
            var said = await reading;
            return due is null ? null : new WrittenDelivery(due, said ?? throw new InvalidDataException($"What version {key.Version} of {work.Folder} says is gone."));
        }
    }

    private async Task<WorkReport> SucceedAsync(Stored<Delivery> claimed, DeliveryAnswer answer, CancellationToken cancellationToken)
    {
        var delivered = claimed.Value with { State = DeliveryState.Delivered, ClaimedUntil = null, DeliveredAt = time.GetUtcNow(), LastAnswer = answer };

        var written = await store.TryWriteAsync(delivered, claimed.ETag, cancellationToken);
        await monitor.SucceededAsync(delivered.Key.Endpoint, cancellationToken);
        if (written is null)
        {
            // Whoever came first may have ended it, or died over it. Somebody has to look, and at worst tells the endpoint once more.
            return await PutBackAsync(Work(delivered), ShortDelay, $"it was delivered ({answer}), and another was faster to write", cancellationToken);
        }

        return Report(WorkResult.Done, delivered, $"delivered ({answer})");
    }

    private async Task<WorkReport> FailAsync(Stored<Delivery> claimed, DeliveryAnswer answer, CancellationToken cancellationToken)
    {
        var tried = claimed.Value with { ClaimedUntil = null, LastAnswer = answer };
        var failingSince = await monitor.FailedAsync(tried.Key.Endpoint, cancellationToken);
        if (answer.IsGone || time.GetUtcNow() - failingSince >= EndpointMonitor.DisabledAfter)
        {
            var because = answer.IsGone
                ? "It answered 410 Gone."
                : $"Nothing but failures came back for {EndpointMonitor.DisabledAfter.TotalDays:0} days; the last was: {answer}.";
            await endpoints.DisableAsync(tried.Key.Endpoint, because, cancellationToken);
            return await ParkAsync(tried, DeliveryState.Held, claimed.ETag, $"{answer}; its endpoint was disabled", cancellationToken) with { Weight = WorkWeight.Alarming };
        }

        if (schedule.DelayAfter(tried.Attempt - tried.FirstAttempt + 1, answer) is not { } delay)
        {
            return await ParkAsync(tried, DeliveryState.Dead, claimed.ETag, $"{answer}; it was the last attempt", cancellationToken);
        }

        var next = tried with { Attempt = tried.Attempt + 1, NextAttemptAt = time.GetUtcNow() + delay };
        await queue.EnqueueAsync(new DeliverWork(next.Folder, next.Key.ToString(), next.Attempt), delay, cancellationToken);
        await store.TryWriteAsync(next, claimed.ETag, cancellationToken);
        return Report(WorkResult.Done, tried, $"{answer}; attempt {next.Attempt} follows in {delay.TotalSeconds:0.0} s");
    }

    private async Task<WorkReport> HoldAsync(DeliverWork work, DeliveryKey key, string because, CancellationToken cancellationToken)
    {
        var (row, notDue) = await FindDueAsync(work, key, cancellationToken);
        return row is null
            ? notDue!
            : await ParkAsync(row.Value with { Attempt = work.Attempt, ClaimedUntil = null }, DeliveryState.Held, row.ETag, because, cancellationToken);
    }

    private async Task<WorkReport> ParkAsync(Delivery delivery, DeliveryState state, string etag, string because, CancellationToken cancellationToken)
    {
        var parked = delivery with { State = state, ParkedAt = time.GetUtcNow(), NextAttemptAt = null };
        await store.ParkAsync(parked, cancellationToken);
        if (await store.TryWriteAsync(parked, etag, cancellationToken) is null)
        {
            return await PutBackAsync(Work(delivery), ShortDelay, "another was faster", cancellationToken);
        }

        metrics.Parked(parked);
        return Report(WorkResult.Done, parked, $"{state}: {because}") with { Weight = state is DeliveryState.Dead ? WorkWeight.Alarming : WorkWeight.Notable };
    }

    private async Task<(Stored<Delivery>? Row, WorkReport? NotDue)> FindDueAsync(DeliverWork work, DeliveryKey key, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(work.Folder, key, cancellationToken) is not { } row)
        {
            // Its folder was removed while it was being held or given up; nothing would ever take it off that list.
            await store.UnparkAsync(new Delivery { Folder = work.Folder, Key = key, At = time.GetUtcNow(), State = DeliveryState.Delivered }, cancellationToken);
            return (null, new WorkReport(WorkResult.Dropped, $"{work.Folder} has no {key}."));
        }

        var delivery = row.Value;
        if (work.Attempt < delivery.Attempt)
        {
            return (null, Report(WorkResult.Dropped, delivery, $"attempt {work.Attempt} has its successor"));
        }

        if (delivery.State is not DeliveryState.Pending)
        {
            return work.Replay && work.Attempt > delivery.Attempt && work.PutBacks < MaxWaitsForReplay
                ? (null, await PutBackAsync(work, ReplayDelay, "its replay is on the way", cancellationToken))
                : (null, Report(WorkResult.Dropped, delivery, "nothing is due"));
        }

        return delivery.ClaimedUntil is { } until && until > time.GetUtcNow()
            ? (null, await PutBackAsync(work, until - time.GetUtcNow(), "somebody is at it", cancellationToken))
            : (row, null);
    }

    private async Task<WorkReport> PutBackAsync(DeliverWork work, TimeSpan delay, string because, CancellationToken cancellationToken)
    {
        await queue.EnqueueAsync(work with { PutBacks = work.PutBacks + 1 }, delay, cancellationToken);
        return new WorkReport(WorkResult.PutBack, $"{work.Delivery} of {work.Folder} was put back for {delay.TotalSeconds:0.0} s: {because}.");
    }

    private static DeliverWork Work(Delivery delivery) => new(delivery.Folder, delivery.Key.ToString(), delivery.Attempt);

    private static WorkReport Report(WorkResult result, Delivery delivery, string what) =>
        new(result, $"{delivery.Key} of {delivery.Folder}, attempt {delivery.Attempt}: {what}.");
}
