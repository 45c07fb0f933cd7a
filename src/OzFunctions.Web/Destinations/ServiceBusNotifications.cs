using Azure.Core;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Sends notifications to queues and topics of Service Bus.</summary>
/// <param name="options">The endpoints.</param>
/// <param name="addresses">Looks at where they are.</param>
/// <param name="time">The clock.</param>
/// <param name="identityOf">Makes credentials; null for those of the environment.</param>
internal sealed class ServiceBusNotifications(IOptions<NotificationOptions> options, AmqpAddresses addresses, TimeProvider time, Func<EndpointOptions, TokenCredential>? identityOf = null)
    : INotificationSender, IAsyncDisposable
{
    private readonly Dictionary<string, ServiceBusEntity> _entities = options.Value.Endpoints
        .Where(static endpoint => endpoint.Kind is EndpointKind.ServiceBus)
        .ToDictionary(
            static endpoint => endpoint.Name,
            endpoint => new ServiceBusEntity(endpoint, options.Value.Proxy, addresses, identityOf ?? Identities.Of, time),
            StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<DeliveryAnswer> SendAsync(Notification notification, CancellationToken cancellationToken) => DestinationAttempt.RunAsync(
        notification,
        int.MaxValue, // The link says how much it takes.
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

    // By its id the service detects duplicates; by the folder it keeps the order. A replay correlates with what it repeats.
    private static ServiceBusMessage Message(Delivery delivery, byte[] body) => new(body)
    {
        MessageId = delivery.WebhookId,
        SessionId = delivery.Folder,
        CorrelationId = delivery.OriginalId,
        Subject = delivery.Key.Type,
        ContentType = CloudEvent.MediaType,
    };
}
