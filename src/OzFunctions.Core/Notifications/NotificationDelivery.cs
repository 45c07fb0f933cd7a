using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Notifications;

/// <summary>Handles due attempts at deliveries: makes the attempt, or parks the delivery until its endpoint can accept it.</summary>
/// <param name="settings">The notification settings.</param>
/// <param name="due">Finds the delivery.</param>
/// <param name="monitor">Reads and changes the endpoints' health.</param>
/// <param name="limits">Limits concurrent attempts per endpoint.</param>
/// <param name="attempts">Makes the attempt.</param>
/// <param name="outcomes">Records the outcome.</param>
/// <param name="waiting">Parks deliveries.</param>
public sealed class NotificationDelivery(
    NotificationSettings settings,
    DueDeliveries due,
    EndpointMonitor monitor,
    EndpointLimits limits,
    DeliveryAttempts attempts,
    DeliveryOutcomes outcomes,
    WaitingDeliveries waiting)
{
    /// <summary>Handles a due attempt.</summary>
    /// <param name="work">The message.</param>
    /// <param name="cancellationToken">Cancels the operation; the message must then stay on the queue.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="InvalidDataException">The message's key is not a key of a delivery.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<WorkReport> HandleAsync(DeliverWork work, CancellationToken cancellationToken)
    {
        var recorded = await RecordAsync(await TryAsync(work, own: null, cancellationToken), cancellationToken);
        return recorded.Ended!;
    }

    /// <summary>Makes a due attempt; its outcome is still to be recorded with <see cref="RecordAsync"/>.</summary>
    /// <param name="work">The message.</param>
    /// <param name="own">The delivery as this process stored and claimed it; null when its row must be read.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="InvalidDataException">The message's key is not a key of a delivery.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<AttemptStatus> TryAsync(DeliverWork work, OwnDelivery? own, CancellationToken cancellationToken)
    {
        var key = DeliveryKey.TryParse(work.Delivery) ?? throw new InvalidDataException($"'{work.Delivery}' is not a key of a delivery.");
        if (own?.Row.Value is { State: DeliveryState.Waiting } parked)
        {
            await waiting.ConfirmAsync(parked, cancellationToken);
            return new AttemptStatus(work, null, DueDeliveries.Waits(work));
        }

        if (settings.Find(key.Endpoint) is not { } endpoint)
        {
            return await WaitAsync(work, key, own, "its endpoint is not in the settings", cancellationToken);
        }

        var health = await monitor.RecallAsync(key.Endpoint, cancellationToken);
        if (health.State is not EndpointState.Healthy)
        {
            return await WaitAsync(work, key, own, $"its endpoint is {CamelCase.Of(health.State)}", cancellationToken);
        }

        using var permit = await limits.TryEnterAsync(key.Endpoint);
        return permit is null ? await WaitAsync(work, key, own, "its endpoint is at its limit", cancellationToken)
            : own is null ? await AttemptAsync(work, key, endpoint, health, cancellationToken)
            : new AttemptStatus(work, own.MayBegin() ? await attempts.SendAsync(endpoint, health, own.Row, own.Data, cancellationToken) : null, null);
    }

    /// <summary>Records the outcome of an attempt, if that is still to be done.</summary>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<AttemptStatus> RecordAsync(AttemptStatus tried, CancellationToken cancellationToken) => tried.Attempt is null ? tried : tried with
    {
        Attempt = null,
        Ended = await outcomes.RecordAsync(tried.Attempt, cancellationToken) ?? DueDeliveries.PutBackAfterRace(tried.Work),
    };

    private async Task<AttemptStatus> AttemptAsync(DeliverWork work, DeliveryKey key, NotificationEndpoint endpoint, EndpointHealth health, CancellationToken cancellationToken)
    {
        var (row, notDue) = await due.FindAsync(work, key, cancellationToken);
        if (row is null)
        {
            return new AttemptStatus(work, null, notDue);
        }

        return await attempts.TryAsync(endpoint, health, row, cancellationToken) is { } attempt
            ? new AttemptStatus(work, attempt, null)
            : new AttemptStatus(work, null, DueDeliveries.PutBackAfterRace(work));
    }

    private async Task<AttemptStatus> WaitAsync(DeliverWork work, DeliveryKey key, OwnDelivery? own, string because, CancellationToken cancellationToken)
    {
        var (row, notDue) = own is null ? await due.FindAsync(work, key, cancellationToken) : (own.Row with { Value = own.Row.Value.Unclaimed() }, null);
        var ended = row is null ? notDue!
            : await waiting.TryParkAsync(row, row.Value, cancellationToken) ? new WorkReport(WorkResult.Done, $"{key} of {work.Folder}, attempt {work.Attempt}, waits: {because}.")
            : DueDeliveries.PutBackAfterRace(work);
        return new AttemptStatus(work, null, ended);
    }
}
