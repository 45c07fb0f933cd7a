using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Sends messages to one endpoint through its SDK. Checks the address before the SDK connects, but not while the connection is open.</summary>
/// <param name="addresses">Checks addresses.</param>
/// <param name="endpoint">The endpoint.</param>
internal sealed class AmqpAddress(AmqpAddresses addresses, EndpointOptions endpoint)
{
    private readonly AmqpGate _gate = new();
    private volatile bool _isConnected;

    /// <summary>Sends a message through the SDK.</summary>
    public async Task SendAsync(Func<Task> send, CancellationToken cancellationToken)
    {
        if (!_isConnected)
        {
            await addresses.CheckAsync(endpoint, cancellationToken);
        }

        try
        {
            await _gate.SendAsync(send);
            _isConnected = true;
        }
        catch
        {
            // The connection may be broken, in which case the SDK will open another.
            _isConnected = false;
            throw;
        }
    }
}
