using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OzFunctions.Web.Connections;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>
/// Looks at where the SDKs of Service Bus and Event Hubs are about to connect: they resolve names on threads of the pool, which a silent name server
/// would occupy, and know no address guard.
/// </summary>
/// <param name="options">The settings.</param>
/// <param name="environment">Tells Development from the rest.</param>
/// <param name="names">Resolves names.</param>
internal sealed class AmqpAddresses(IOptions<NotificationOptions> options, IHostEnvironment environment, NameResolver names)
{
    private readonly AddressGuard _guard = AddressGuard.Of(options.Value, environment.IsDevelopment());

    /// <summary>Checks that the name of an endpoint's namespace is resolved, to addresses that are allowed. A proxy does both for us.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when the SDK may connect.</returns>
    /// <exception cref="OutboundConnectionException">It may not.</exception>
    public async Task CheckAsync(EndpointOptions endpoint, CancellationToken cancellationToken)
    {
        if (options.Value.Proxy is not null)
        {
            return;
        }

        var isPlain = endpoint.ConnectionString is { Length: > 0 } connection && BusConnectionString.TryParse(connection)!.IsEmulator;
        var addresses = await names.ResolveAsync(DestinationAddress.Of(endpoint).Host, endpoint.Timeout / 2, cancellationToken);
        if (!Array.TrueForAll(addresses, address => _guard.Allows(address, isPlain ? Uri.UriSchemeHttp : Uri.UriSchemeHttps)))
        {
            throw OutboundConnectionException.NotAllowed();
        }
    }
}
