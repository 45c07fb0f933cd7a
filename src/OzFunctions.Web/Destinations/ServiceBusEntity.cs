using Azure.Messaging.ServiceBus;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>The connection to the queue or topic of one endpoint. The SDK opens it on first use, shares it among attempts and reopens it after a failure.</summary>
internal sealed class ServiceBusEntity : IAsyncDisposable
{
    private readonly ServiceBusClient _client;
    private readonly TimeSpan _timeout;
    private readonly AmqpAddress _address;
    private readonly TimeProvider _time;
    private ServiceBusSender _sender;

    /// <summary>Creates the client, without connecting.</summary>
    public ServiceBusEntity(EndpointOptions endpoint, Uri? proxy, AmqpAddresses addresses, TimeProvider time)
    {
        (_timeout, _address, _time) = (endpoint.Timeout, new AmqpAddress(addresses, endpoint), time);
        var options = new ServiceBusClientOptions { RetryOptions = new ServiceBusRetryOptions { MaxRetries = 0, TryTimeout = endpoint.Timeout } };
        if (proxy is not null)
        {
            // An HTTP proxy only carries AMQP over WebSockets.
            (options.TransportType, options.WebProxy) = (ServiceBusTransportType.AmqpWebSockets, NotificationProxy.Of(proxy));
        }

        _client = endpoint.ConnectionString is { Length: > 0 } connection
            ? new ServiceBusClient(connection, options)
            : new ServiceBusClient(endpoint.FullyQualifiedNamespace, EndpointCredentials.Of(endpoint), options);
        _sender = _client.CreateSender(DestinationAddress.EntityOf(endpoint));
    }

    /// <summary>Sends a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancels the operation. Whether the message was sent is then unknown.</param>
    /// <returns>A task that completes when the service has accepted the message.</returns>
    public async Task SendAsync(ServiceBusMessage message, CancellationToken cancellationToken)
    {
        var sender = Volatile.Read(ref _sender);
        try
        {
            await _address.SendAsync(() => sender.SendMessageAsync(message, cancellationToken), cancellationToken);
        }
        catch (ServiceBusException e) when (e.Reason is ServiceBusFailureReason.ServiceBusy)
        {
            Replace(sender);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _client.DisposeAsync();

    // After the service reports that it is busy, a sender of the SDK delays each message by ten seconds. We follow our own schedule, so replace the sender.
    private void Replace(ServiceBusSender busy)
    {
        if (Interlocked.CompareExchange(ref _sender, _client.CreateSender(busy.EntityPath), busy) == busy)
        {
            _ = CloseAsync(busy);
        }
    }

    private async Task CloseAsync(ServiceBusSender busy)
    {
        // Attempts that still use this sender end within their timeout.
        await Task.Delay(_timeout, _time);
        await busy.CloseAsync();
    }
}
