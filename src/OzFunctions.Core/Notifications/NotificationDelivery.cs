using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Notifications;

/// <summary>Handles attempts at deliveries that are due: made now, or the delivery waits for its endpoint.</summary>
/// <param name="settings">The endpoints.</param>
/// <param name="due">Finds the delivery.</param>
/// <param name="monitor">Knows how endpoints do.</param>
/// <param name="limits">Keeps an endpoint from starving the others.</param>
/// <param name="attempts">Makes the attempt.</param>
/// <param name="outcomes">Writes down what came of it.</param>
/// <param name="waiting">Has deliveries wait.</param>
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
    /// <param name="cancellationToken">Gives up; the message must then stay.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="InvalidDataException">The message names no delivery.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<WorkReport> HandleAsync(DeliverWork work, CancellationToken cancellationToken)
    {
        var recorded = await RecordAsync(await TryAsync(work, own: null, cancellationToken), cancellationToken);
        return recorded.Ended!;
    }

    /// <summary>Makes an attempt that is due, of which is yet to be written down what comes of it.</summary>
    /// <param name="work">What is due.</param>
    /// <param name="own">The delivery as this process stored and claimed it; null when its row must be read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="InvalidDataException">The work names no delivery.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<TriedDelivery> TryAsync(DeliverWork work, OwnDelivery? own, CancellationToken cancellationToken)
    {
        var key = DeliveryKey.TryParse(work.Delivery) ?? throw new InvalidDataException($"'{work.Delivery}' is no key of a delivery.");
        if (own?.Row.Value is { State: DeliveryState.Waiting } born)
        {
            await waiting.ConfirmAsync(born, cancellationToken);
            return new TriedDelivery(work, null, DueDeliveries.Waits(work));
        }

        if (settings.Find(key.Endpoint) is not { } endpoint)
        {
            return await WaitAsync(work, key, own, "its endpoint is not in the settings", cancellationToken);
        }

        var health = await monitor.RecallAsync(key.Endpoint, cancellationToken);
        if (health.State is not EndpointState.Well)
        {
            return await WaitAsync(work, key, own, $"its endpoint is {health.State.ToString().ToLowerInvariant()}", cancellationToken);
        }

        using var place = await limits.TryEnterAsync(key.Endpoint);
        return place is null ? await WaitAsync(work, key, own, "its endpoint is at its limit", cancellationToken)
            : own is null ? await AttemptAsync(work, key, endpoint, health, cancellationToken)
            : new TriedDelivery(work, own.MayBegin() ? await attempts.SendAsync(endpoint, health, own.Row, own.Data, cancellationToken) : null, null);
    }

    /// <summary>Writes down what came of an attempt, where that is yet to be done.</summary>
    /// <param name="tried">What came of it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What became of the delivery.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<TriedDelivery> RecordAsync(TriedDelivery tried, CancellationToken cancellationToken) => tried.Attempt is null ? tried : tried with
    {
        Attempt = null,
        Ended = await outcomes.RecordAsync(tried.Attempt, cancellationToken) ?? await due.PutBackAfterRaceAsync(tried.Work, cancellationToken),
    };

    private async Task<TriedDelivery> AttemptAsync(DeliverWork work, DeliveryKey key, NotificationEndpoint endpoint, EndpointHealth health, CancellationToken cancellationToken)
    {
        var (row, notDue) = await due.FindAsync(work, key, cancellationToken);
        if (row is null)
        {
            return new TriedDelivery(work, null, notDue);
        }

        return await attempts.TryAsync(endpoint, health, row, cancellationToken) is { } attempt
            ? new TriedDelivery(work, attempt, null)
            : new TriedDelivery(work, null, await due.PutBackAfterRaceAsync(work, cancellationToken));
    }

    private async Task<TriedDelivery> WaitAsync(DeliverWork work, DeliveryKey key, OwnDelivery? own, string because, CancellationToken cancellationToken)
    {
        var (row, notDue) = own is null ? await due.FindAsync(work, key, cancellationToken) : (own.Row with { Value = own.Row.Value.Unclaimed() }, null);
        var ended = row is null ? notDue!
            : await waiting.TryParkAsync(row, row.Value, cancellationToken) ? new WorkReport(WorkResult.Done, $"{key} of {work.Folder}, attempt {work.Attempt}, waits: {because}.")
            : await due.PutBackAfterRaceAsync(work, cancellationToken);
        return new TriedDelivery(work, null, ended);
    }
}
