using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OzFunctions.Web.Connections;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>
/// Checks the addresses to which the SDKs of Service Bus and Event Hubs will connect. The SDKs resolve names on thread-pool threads, which an unresponsive
/// name server would block, and they have no address guard.
/// </summary>
/// <param name="options">The settings.</param>
/// <param name="environment">Whether this is Development.</param>
/// <param name="names">Resolves names.</param>
internal sealed class AmqpAddresses(IOptions<NotificationOptions> options, IHostEnvironment environment, NameResolver names)
{
    private readonly AddressGuard _guard = AddressGuard.Of(options.Value, environment.IsDevelopment());

    /// <summary>Checks that the host name of an endpoint's namespace resolves to allowed addresses. With a proxy nothing is checked: the proxy does both.</summary>
    /// <exception cref="OutboundConnectionException">The SDK may not connect.</exception>
    public async Task CheckAsync(EndpointOptions endpoint, CancellationToken cancellationToken)
    {
        if (options.Value.Proxy is not null)
        {
            return;
        }

        var isPlain = BusConnectionString.TryParse(endpoint.ConnectionString) is { IsEmulator: true };
        var addresses = await names.ResolveAsync(DestinationAddress.Of(endpoint).Host, endpoint.Timeout / 2, cancellationToken);
        if (!Array.TrueForAll(addresses, address => _guard.Allows(address, isPlain ? Uri.UriSchemeHttp : Uri.UriSchemeHttps)))
        {
            throw OutboundConnectionException.NotAllowed();
        }
    }
}
