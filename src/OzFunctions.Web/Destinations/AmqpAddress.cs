using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Sends messages to one endpoint through its SDK, and checks the address before each, because the SDK may open a new connection at any send.</summary>
/// <param name="addresses">Checks addresses.</param>
/// <param name="endpoint">The endpoint.</param>
internal sealed class AmqpAddress(AmqpAddresses addresses, EndpointOptions endpoint)
{
    private readonly AmqpGate _gate = new();

    /// <summary>Sends a message through the SDK.</summary>
    public async Task SendAsync(Func<Task> send, CancellationToken cancellationToken)
    {
        await addresses.CheckAsync(endpoint, cancellationToken);
        await _gate.SendAsync(send);
    }
}
