using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Telemetry;

namespace OzFunctions.Core.Notifications;

/// <summary>Attempts deliveries: claim the row, then send. What comes of it is written down by <see cref="DeliveryOutcomes"/>.</summary>
/// <param name="store">Remembers deliveries.</param>
/// <param name="sender">Sends notifications.</param>
/// <param name="monitor">Knows how endpoints do.</param>
/// <param name="metrics">What is measured.</param>
/// <param name="time">The clock.</param>
public sealed class DeliveryAttempts(IDeliveryStore store, INotificationSender sender, EndpointMonitor monitor, OzMetrics metrics, TimeProvider time)
{
    /// <summary>
    /// How much longer than the attempt itself a claim lasts: time to write down what came of it. At an endpoint's usual time limit of 15
    /// seconds, what a process had under way when it died is told within half a minute.
    /// </summary>
    public static readonly TimeSpan ClaimMargin = TimeSpan.FromSeconds(10);

    /// <summary>Attempts a delivery that is due, or waits.</summary>
    /// <param name="endpoint">Its endpoint.</param>
    /// <param name="health">The endpoint's health as it is known.</param>
    /// <param name="due">The delivery.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The attempt, or null when another claimed the delivery first.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<DeliveryAttempt?> TryAsync(
        NotificationEndpoint endpoint,
        EndpointHealth health,
        Stored<Delivery> due,
        CancellationToken cancellationToken)
    {
        var reading = store.FindDataAsync(due.Value.Folder, due.Value.Key.Version, cancellationToken);
        var claiming = store.TryWriteAsync(due.Value.Claimed(endpoint, time.GetUtcNow()), due.ETag, cancellationToken);
        await Task.WhenAll(reading, claiming);
        return claiming.Result is not { } claimed ? null
            : reading.Result is not { } said ? new DeliveryAttempt(claimed, health, null)
            : await SendAsync(endpoint, health, claimed, said, cancellationToken);
    }

    /// <summary>Attempts a delivery that this process has claimed.</summary>
    /// <param name="endpoint">Its endpoint.</param>
    /// <param name="health">The endpoint's health as it is known.</param>
    /// <param name="claimed">The delivery.</param>
    /// <param name="data">What it says.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The attempt.</returns>
    internal async Task<DeliveryAttempt> SendAsync(
        NotificationEndpoint endpoint, EndpointHealth health, Stored<Delivery> claimed, NotificationData data, CancellationToken cancellationToken)
    {
        var answer = await sender.SendAsync(new Notification(endpoint, claimed.Value, data, time.GetUtcNow()), cancellationToken);
        metrics.Attempt(endpoint.Name, answer);
        if (answer.IsSuccess)
        {
            monitor.Succeeded(endpoint.Name);
        }

        return new DeliveryAttempt(claimed, health, answer);
    }
}
