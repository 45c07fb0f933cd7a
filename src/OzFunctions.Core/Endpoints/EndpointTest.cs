using System.Text.Json;
using OzFunctions.Core.Notifications;

namespace OzFunctions.Core.Endpoints;

/// <summary>Sends one <see cref="NotificationTypes.EndpointTest"/> in any state of the endpoint, without changing that state.</summary>
/// <param name="deliveries">The delivery store.</param>
/// <param name="sender">Sends notifications.</param>
/// <param name="time">The clock.</param>
public sealed class EndpointTest(IDeliveryStore deliveries, INotificationSender sender, TimeProvider time)
{
    private const int MaxAttempts = 5;

    /// <summary>Sends a test notification.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The delivery: delivered, or dead after its only attempt.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<Delivery> RunAsync(NotificationEndpoint endpoint, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var data = new NotificationData(now, JsonSerializer.SerializeToUtf8Bytes(new EndpointTestData(endpoint.Name), NotificationDataContext.Default.EndpointTestData));
        var delivery = await AddAsync(endpoint, data, cancellationToken);
        var answer = await sender.SendAsync(new Notification(endpoint, delivery, data, now), cancellationToken);

        var tried = delivery with
        {
            State = answer.IsSuccess ? DeliveryState.Delivered : DeliveryState.Dead,
            LastAttemptAt = now,
            LastAnswer = answer,
            DeliveredAt = answer.IsSuccess ? time.GetUtcNow() : null,
        };

        if (await deliveries.FindAsync(delivery.Folder, delivery.Key, cancellationToken) is { } stored)
        {
            await deliveries.TryWriteAsync(tried, stored.ETag, cancellationToken);
        }

        return tried;
    }

    private async Task<Delivery> AddAsync(NotificationEndpoint endpoint, NotificationData data, CancellationToken cancellationToken)
    {
        var folder = EndpointSwitch.FolderOf(endpoint.Name);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            // A test is never retried, so it counts as dead until its only attempt succeeds.
            var version = data.At.ToUnixTimeSeconds() + attempt;
            var delivery = new Delivery
            {
                Folder = folder,
                Key = new DeliveryKey(version, NotificationTypes.EndpointTest, endpoint.Name),
                At = data.At,
                State = DeliveryState.Dead,
            };

            if (await deliveries.TryAddAsync(folder, version, data, [delivery], cancellationToken))
            {
                return delivery;
            }
        }

        throw new StoreUnavailableException($"Too many tests of the endpoint {endpoint.Name} at once.");
    }
}
