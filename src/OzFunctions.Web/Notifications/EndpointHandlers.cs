using System.Net;
using System.Net.Security;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OzFunctions.Web.Connections;

namespace OzFunctions.Web.Notifications;

/// <summary>Creates the HTTP handlers of endpoints, with the address guard, the proxy of the settings, and retries on closed connections.</summary>
/// <param name="options">The settings.</param>
/// <param name="environment">Whether this is Development.</param>
/// <param name="connections">Creates the underlying handlers.</param>
public sealed class EndpointHandlers(IOptions<NotificationOptions> options, IHostEnvironment environment, OutboundConnections connections)
{
    // Closing connections after this time makes DNS changes take effect.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);
    private const int MaxHeaderKilobytes = 16;

    /// <summary>Creates a handler for one endpoint.</summary>
    internal HttpMessageHandler New(EndpointOptions endpoint, SslStreamCertificateContext? certificate = null)
    {
        var guard = AddressGuard.Of(options.Value, environment.IsDevelopment());
        var proxy = options.Value.Proxy;

        // With a proxy, the address that we see is the proxy's own. The proxy guards the addresses of endpoints itself.
        var handler = connections.NewHandler(endpoint.Timeout, (context, address) =>
            IsOf(proxy, context.DnsEndPoint) || guard.Allows(address, context.InitialRequestMessage.RequestUri!.Scheme));
        handler.SslOptions.ClientCertificateContext = certificate;
        handler.MaxConnectionsPerServer = endpoint.Capacity.MaxConnections;
        handler.MaxResponseHeadersLength = MaxHeaderKilobytes;
        handler.MaxResponseDrainSize = 0;
        handler.PooledConnectionLifetime = ConnectionLifetime;
        handler.UseProxy = proxy is not null;
        handler.Proxy = proxy is null ? null : NotificationProxy.Of(proxy);

        // A proxied request uses a tunnel, which is set up with a CONNECT request. Only the connection within the tunnel carries notifications.
        handler.PlaintextStreamFilter = static (context, _) => ValueTask.FromResult(
            context.InitialRequestMessage.Method == HttpMethod.Connect ? context.PlaintextStream : new ReusedConnectionStream(context.PlaintextStream));
        return new ClosedConnectionHandler(handler, endpoint.Capacity.MaxConnections);
    }

    private static bool IsOf(Uri? proxy, DnsEndPoint endPoint) => proxy is not null && proxy.IdnHost == endPoint.Host && proxy.Port == endPoint.Port;
}
