using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>The connection to the event hub of one endpoint. The SDK opens it on first use, shares it among attempts and reopens it after a failure.</summary>
internal sealed class EventHub : IAsyncDisposable
{
    private readonly EventHubProducerClient _producer;
    private readonly AmqpAddress _address;

    /// <summary>Creates the client, without connecting.</summary>
    public EventHub(EndpointOptions endpoint, Uri? proxy, AmqpAddresses addresses)
    {
        _address = new AmqpAddress(addresses, endpoint);
        var options = new EventHubProducerClientOptions { RetryOptions = new EventHubsRetryOptions { MaximumRetries = 0, TryTimeout = endpoint.Timeout } };
        if (proxy is not null)
        {
            // An HTTP proxy only carries AMQP over WebSockets.
            (options.ConnectionOptions.TransportType, options.ConnectionOptions.Proxy) = (EventHubsTransportType.AmqpWebSockets, NotificationProxy.Of(proxy));
        }

        _producer = endpoint.ConnectionString is not { Length: > 0 } connection
            ? new EventHubProducerClient(endpoint.FullyQualifiedNamespace, endpoint.EntityName, EndpointCredentials.Of(endpoint), options)
            : BusConnectionString.TryParse(connection)!.EntityPath is null
                ? new EventHubProducerClient(connection, endpoint.EntityName, options)
                : new EventHubProducerClient(connection, options);
    }

    /// <summary>Sends an event.</summary>
    /// <param name="sent">The event.</param>
    /// <param name="partitionKey">The partition key. Events with the same key go to the same partition.</param>
    /// <param name="cancellationToken">Cancels the operation. Whether the event was sent is then unknown.</param>
    /// <returns>A task that completes when the service has accepted the event.</returns>
    public Task SendAsync(EventData sent, string partitionKey, CancellationToken cancellationToken) => _address.SendAsync(
        () => _producer.SendAsync([sent], new SendEventOptions { PartitionKey = partitionKey }, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _producer.DisposeAsync();
}
