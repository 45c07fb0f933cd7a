using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>The address of one endpoint, which is looked at before its SDK connects, and not while its connection stands.</summary>
/// <param name="addresses">Looks at it.</param>
/// <param name="endpoint">The endpoint.</param>
internal sealed class AmqpAddress(AmqpAddresses addresses, EndpointOptions endpoint)
{
    private volatile bool _isConnected;

    /// <summary>Sends something.</summary>
    /// <param name="send">Sends it through the SDK.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it is sent.</returns>
    public async Task SendAsync(Func<Task> send, CancellationToken cancellationToken)
    {
        if (!_isConnected)
        {
            await addresses.CheckAsync(endpoint, cancellationToken);
        }

        try
        {
            await send();
            _isConnected = true;
        }
        catch
        {
            // The connection may have broken; then the SDK is about to make another.
            _isConnected = false;
            throw;
        }
    }
}
