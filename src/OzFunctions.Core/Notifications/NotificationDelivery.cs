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
    public Task<WorkReport> HandleAsync(DeliverWork work, CancellationToken cancellationToken) => HandleAsync(work, written: null, cancellationToken);

    /// <summary>Handles a due attempt at a delivery that this process may just have stored.</summary>
    /// <param name="work">The message.</param>
    /// <param name="written">The delivery as it was stored; null when its row must be read.</param>
    /// <param name="cancellationToken">Gives up; the message must then stay.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="InvalidDataException">The message names no delivery.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<WorkReport> HandleAsync(DeliverWork work, WrittenDelivery? written, CancellationToken cancellationToken)
    {
        var key = DeliveryKey.TryParse(work.Delivery) ?? throw new InvalidDataException($"'{work.Delivery}' is no key of a delivery.");
        if (settings.Find(key.Endpoint) is not { } endpoint)
        {
            return await WaitAsync(work, key, written, "its endpoint is not in the settings", cancellationToken);
        }

        var health = await monitor.RecallAsync(key.Endpoint, cancellationToken);
        if (health.State is not EndpointState.Well)
        {
            return await WaitAsync(work, key, written, $"its endpoint is {health.State.ToString().ToLowerInvariant()}", cancellationToken);
        }

        using var place = await limits.TryEnterAsync(key.Endpoint);
        return place is null
            ? await WaitAsync(work, key, written, "its endpoint is at its limit", cancellationToken)
            : await AttemptAsync(work, key, endpoint, health, written, cancellationToken);
    }

    private async Task<WorkReport> AttemptAsync(
        DeliverWork work,
        DeliveryKey key,
        NotificationEndpoint endpoint,
        EndpointHealth health,
        WrittenDelivery? written,
        CancellationToken cancellationToken)
    {
        var (row, notDue) = await due.FindAsync(work, key, written, cancellationToken);
        if (row is null)
        {
            return notDue!;
        }

        var attempt = await attempts.TryAsync(endpoint, health, row, written?.Data, cancellationToken);
        return attempt is not null && await outcomes.RecordAsync(attempt, cancellationToken) is { } report
            ? report
            : await due.PutBackAfterRaceAsync(work, cancellationToken);
    }

    private async Task<WorkReport> WaitAsync(DeliverWork work, DeliveryKey key, WrittenDelivery? written, string because, CancellationToken cancellationToken)
    {
        var (row, notDue) = await due.FindAsync(work, key, written, cancellationToken);
        return row is null ? notDue!
            : await waiting.TryParkAsync(row, row.Value, cancellationToken) ? new WorkReport(WorkResult.Done, $"{key} of {work.Folder}, attempt {work.Attempt}, waits: {because}.")
            : await due.PutBackAfterRaceAsync(work, cancellationToken);
    }
}
