using Azure.Messaging.EventHubs;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Sends notifications to event hubs. All notifications of a folder go to the same partition.</summary>
/// <param name="options">The endpoints.</param>
/// <param name="addresses">Checks the addresses before the SDK connects.</param>
/// <param name="time">The clock.</param>
internal sealed class EventHubsNotifications(IOptions<NotificationOptions> options, AmqpAddresses addresses, TimeProvider time)
    : INotificationSender, IAsyncDisposable
{
    private readonly EndpointClients<EventHub> _hubs = new(
        options, EndpointKind.EventHubs, endpoint => new EventHub(endpoint, options.Value.Proxy, addresses));

    /// <inheritdoc/>
    public Task<AttemptResult> SendAsync(Notification notification, CancellationToken cancellationToken) => DestinationAttempt.RunAsync(
        notification,
        int.MaxValue, // The AMQP link enforces its own limit.
        (body, token) => _hubs.Of(notification).SendAsync(Event(notification.Delivery, body), notification.Delivery.Folder, token),
        EventHubsErrors.AnswerTo,
        time,
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _hubs.DisposeAsync();

    private static EventData Event(Delivery delivery, byte[] body) => new(body)
    {
        MessageId = delivery.WebhookId,
        CorrelationId = delivery.OriginalId,
        ContentType = CloudEvent.MediaType,
    };
}
