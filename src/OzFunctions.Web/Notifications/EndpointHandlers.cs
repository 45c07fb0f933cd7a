using System.Net;
using System.Net.Security;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Endpoints;
using OzFunctions.Web.Connections;

namespace OzFunctions.Web.Notifications;

/// <summary>Makes the HTTP handlers of endpoints: behind the address guard and the proxy of the settings, and with retries on closed connections.</summary>
/// <param name="options">The settings.</param>
/// <param name="environment">Tells Development from the rest.</param>
/// <param name="connections">Makes handlers.</param>
public sealed class EndpointHandlers(IOptions<NotificationOptions> options, IHostEnvironment environment, OutboundConnections connections)
{
    /// <summary>How many connections there are to one endpoint: for new deliveries, and beside them for those that are released.</summary>
    internal const int MaxConnections = EndpointLimits.AtOnce + ReleaseStep.AtOnce;

    // Names are resolved anew after this.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);
    private const int MaxHeaderKilobytes = 16;

    /// <summary>Makes a handler for one endpoint.</summary>
    /// <param name="timeout">How long an attempt may take.</param>
    /// <param name="certificate">The client certificate; null for none.</param>
    /// <returns>A new handler.</returns>
    internal HttpMessageHandler New(TimeSpan timeout, SslStreamCertificateContext? certificate = null)
    {
        var guard = AddressGuard.Of(options.Value, environment.IsDevelopment());
        var proxy = options.Value.Proxy;

        // The proxy connects for us, and guards for us: the address that we see is its own.
        var handler = connections.NewHandler(timeout, (context, address) =>
            IsOf(proxy, context.DnsEndPoint) || guard.Allows(address, context.InitialRequestMessage.RequestUri!.Scheme));
        handler.SslOptions.ClientCertificateContext = certificate;
        handler.MaxConnectionsPerServer = MaxConnections;
        handler.MaxResponseHeadersLength = MaxHeaderKilobytes;
        handler.MaxResponseDrainSize = 0;
        handler.PooledConnectionLifetime = ConnectionLifetime;
        handler.UseProxy = proxy is not null;
        handler.Proxy = proxy is null ? null : NotificationProxy.Of(proxy);

        // Notifications travel within a tunnel of the proxy, as a connection of their own.
        handler.PlaintextStreamFilter = static (context, _) => ValueTask.FromResult(
            context.InitialRequestMessage.Method == HttpMethod.Connect ? context.PlaintextStream : new ReusedConnectionStream(context.PlaintextStream));
        return new ClosedConnectionHandler(handler, MaxConnections);
    }

    private static bool IsOf(Uri? proxy, DnsEndPoint endPoint) => proxy is not null && proxy.IdnHost == endPoint.Host && proxy.Port == endPoint.Port;
}
