using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Telemetry;

namespace OzFunctions.Core.Notifications;

/// <summary>Attempts deliveries: claims the row, then sends. <see cref="DeliveryOutcomes"/> records the outcome.</summary>
/// <param name="store">The delivery store.</param>
/// <param name="sender">Sends notifications.</param>
/// <param name="monitor">Reads and changes the endpoints' health.</param>
/// <param name="metrics">The metrics.</param>
/// <param name="time">The clock.</param>
public sealed class DeliveryAttempts(IDeliveryStore store, INotificationSender sender, EndpointMonitor monitor, OzMetrics metrics, TimeProvider time)
{
    /// <summary>
    /// How long a lease outlasts the attempt's timeout, to record the outcome. With the default timeout of 15 seconds, attempts of a
    /// process that died are repeated within half a minute.
    /// </summary>
    public static readonly TimeSpan ClaimMargin = TimeSpan.FromSeconds(10);

    /// <summary>
    /// An attempt must begin within this time of its lease. A later one may not end before another process considers the delivery due, or may
    /// begin after the folder's erasure was answered.
    /// </summary>
    internal static readonly TimeSpan BeginWithin = TimeSpan.FromSeconds(2);

    // A storage that is slower than that three times in a row will not do better at once.
    private const int MaxClaims = 3;

    /// <summary>Attempts a delivery that is due or waiting.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="health">The endpoint's health as known.</param>
    /// <param name="due">The delivery.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The attempt, or null when another writer changed the delivery first, or the storage is too slow for an attempt under its lease.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<DeliveryAttempt?> TryAsync(
        NotificationEndpoint endpoint,
        EndpointHealth health,
        Stored<Delivery> due,
        CancellationToken cancellationToken)
    {
        var reading = store.FindDataAsync(due.Value.Folder, due.Value.Key.Version, cancellationToken);
        for (var claims = 0; claims < MaxClaims; claims++)
        {
            var began = time.GetTimestamp();
            var claiming = store.TryWriteAsync(due.Value.Claimed(endpoint, time.GetUtcNow()), due.ETag, cancellationToken);
            await Task.WhenAll(reading, claiming);
            if (claiming.Result is not { } claimed)
            {
                return null;
            }

            if (reading.Result is not { } data)
            {
                return new DeliveryAttempt(claimed, health, null);
            }

            if (time.GetElapsedTime(began) <= BeginWithin)
            {
                return await SendAsync(endpoint, health, claimed, data, cancellationToken);
            }

            // The folder may have been erased meanwhile; claiming the delivery again finds out.
            due = claimed;
        }

        return null;
    }

    /// <summary>Attempts a delivery that this process has claimed.</summary>
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
