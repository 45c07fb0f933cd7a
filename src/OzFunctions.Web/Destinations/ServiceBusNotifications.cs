using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Sends notifications to queues and topics of Service Bus.</summary>
/// <param name="options">The endpoints.</param>
/// <param name="addresses">Checks the addresses before the SDK connects.</param>
/// <param name="time">The clock.</param>
internal sealed class ServiceBusNotifications(IOptions<NotificationOptions> options, AmqpAddresses addresses, TimeProvider time)
    : INotificationSender, IAsyncDisposable
{
    private readonly EndpointClients<ServiceBusEntity> _entities = new(
        options, EndpointKind.ServiceBus, endpoint => new ServiceBusEntity(endpoint, options.Value.Proxy, addresses, time));

    /// <inheritdoc/>
    public Task<AttemptResult> SendAsync(Notification notification, CancellationToken cancellationToken) => DestinationAttempt.RunAsync(
        notification,
        int.MaxValue, // The AMQP link enforces its own limit.
        (body, token) => _entities.Of(notification).SendAsync(Message(notification.Delivery, body), token),
        ServiceBusErrors.AnswerTo,
        time,
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _entities.DisposeAsync();

    // The service detects duplicates by the message id and keeps the order within a session. A replay's correlation id is the id of the original.
    private static ServiceBusMessage Message(Delivery delivery, byte[] body) => new(body)
    {
        MessageId = delivery.WebhookId,
        SessionId = delivery.Folder,
        CorrelationId = delivery.OriginalId,
        Subject = delivery.Key.Type,
        ContentType = CloudEvent.MediaType,
    };
}
