using Azure.Core;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>The connection to the event hub of one endpoint: made when it is first used, shared by all attempts, and made anew when it broke.</summary>
internal sealed class EventHub : IAsyncDisposable
{
    private readonly EventHubProducerClient _producer;
    private readonly AmqpAddress _address;

    /// <summary>Makes the client.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="proxy">The proxy of the settings; null for none.</param>
    /// <param name="addresses">Looks at where it connects.</param>
    /// <param name="identityOf">Makes credentials.</param>
    public EventHub(EndpointOptions endpoint, Uri? proxy, AmqpAddresses addresses, Func<EndpointOptions, TokenCredential> identityOf)
    {
        _address = new AmqpAddress(addresses, endpoint);
        var options = new EventHubProducerClientOptions { RetryOptions = new EventHubsRetryOptions { MaximumRetries = 0, TryTimeout = endpoint.Timeout } };
        if (proxy is not null)
        {
            // Only AMQP over WebSockets goes through an HTTP proxy.
            (options.ConnectionOptions.TransportType, options.ConnectionOptions.Proxy) = (EventHubsTransportType.AmqpWebSockets, NotificationProxy.Of(proxy));
        }

        _producer = endpoint.ConnectionString is not { Length: > 0 } connection
            ? new EventHubProducerClient(endpoint.FullyQualifiedNamespace, endpoint.EntityName, identityOf(endpoint), options)
            : BusConnectionString.TryParse(connection)!.EntityPath is null
                ? new EventHubProducerClient(connection, endpoint.EntityName, options)
                : new EventHubProducerClient(connection, options);
    }

    /// <summary>Sends an event.</summary>
    /// <param name="sent">The event.</param>
    /// <param name="partitionKey">What the events of one partition have in common.</param>
    /// <param name="cancellationToken">Gives up; whether it was sent is then unknown.</param>
    /// <returns>A task that ends when the service has it.</returns>
    public Task SendAsync(EventData sent, string partitionKey, CancellationToken cancellationToken) => _address.SendAsync(
        () => _producer.SendAsync([sent], new SendEventOptions { PartitionKey = partitionKey }, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _producer.DisposeAsync();
}
