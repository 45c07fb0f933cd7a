using Azure.Core;
using Azure.Messaging.ServiceBus;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>The connection to the queue or topic of one endpoint: made when it is first used, shared by all attempts, and made anew when it broke.</summary>
internal sealed class ServiceBusEntity : IAsyncDisposable
{
    private readonly ServiceBusClient _client;
    private readonly TimeSpan _timeout;
    private readonly AmqpAddress _address;
    private readonly TimeProvider _time;
    private ServiceBusSender _sender;

    /// <summary>Makes the client.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="proxy">The proxy of the settings; null for none.</param>
    /// <param name="addresses">Looks at where it connects.</param>
    /// <param name="identityOf">Makes credentials.</param>
    /// <param name="time">The clock.</param>
    public ServiceBusEntity(EndpointOptions endpoint, Uri? proxy, AmqpAddresses addresses, Func<EndpointOptions, TokenCredential> identityOf, TimeProvider time)
    {
        (_timeout, _address, _time) = (endpoint.Timeout, new AmqpAddress(addresses, endpoint), time);
        var options = new ServiceBusClientOptions { RetryOptions = new ServiceBusRetryOptions { MaxRetries = 0, TryTimeout = endpoint.Timeout } };
        if (proxy is not null)
        {
            // Only AMQP over WebSockets goes through an HTTP proxy.
            (options.TransportType, options.WebProxy) = (ServiceBusTransportType.AmqpWebSockets, NotificationProxy.Of(proxy));
        }

        _client = endpoint.ConnectionString is { Length: > 0 } connection
            ? new ServiceBusClient(connection, options)
            : new ServiceBusClient(endpoint.FullyQualifiedNamespace, identityOf(endpoint), options);
        _sender = _client.CreateSender(DestinationAddress.EntityOf(endpoint));
    }

    /// <summary>Sends a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives up; whether it was sent is then unknown.</param>
    /// <returns>A task that ends when the service has it.</returns>
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

    // A sender of the SDK which was told that the service is busy delays all that it is given by ten seconds. When to try again is ours to say.
    private void Replace(ServiceBusSender busy)
    {
        if (Interlocked.CompareExchange(ref _sender, _client.CreateSender(busy.EntityPath), busy) == busy)
        {
            _ = CloseAsync(busy);
        }
    }

    private async Task CloseAsync(ServiceBusSender busy)
    {
        // By then the attempts that have it are over.
        await Task.Delay(_timeout, _time);
        await busy.CloseAsync();
    }
}
