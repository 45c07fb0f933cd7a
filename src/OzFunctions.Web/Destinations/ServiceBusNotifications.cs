using Azure.Core;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Sends notifications to queues and topics of Service Bus.</summary>
/// <param name="options">The endpoints.</param>
/// <param name="addresses">Checks the addresses before the SDK connects.</param>
/// <param name="time">The clock.</param>
/// <param name="credentialOf">Creates credentials; null for those of the environment.</param>
internal sealed class ServiceBusNotifications(IOptions<NotificationOptions> options, AmqpAddresses addresses, TimeProvider time, Func<EndpointOptions, TokenCredential>? credentialOf = null)
    : INotificationSender, IAsyncDisposable
{
    private readonly Dictionary<string, ServiceBusEntity> _entities = options.Value.Endpoints
        .Where(static endpoint => endpoint.Kind is EndpointKind.ServiceBus)
        .ToDictionary(
            static endpoint => endpoint.Name,
            endpoint => new ServiceBusEntity(endpoint, options.Value.Proxy, addresses, credentialOf ?? EndpointCredentials.Of, time),
            StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<AttemptResult> SendAsync(Notification notification, CancellationToken cancellationToken) => DestinationAttempt.RunAsync(
        notification,
        int.MaxValue, // The AMQP link enforces its own limit.
        (body, token) => _entities[notification.Endpoint.Name].SendAsync(Message(notification.Delivery, body), token),
        ServiceBusErrors.AnswerTo,
        time,
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var entity in _entities.Values)
        {
            await entity.DisposeAsync();
        }
    }

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
