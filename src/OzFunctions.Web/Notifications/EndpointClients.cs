using System.Net;
using System.Net.Security;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Endpoints;
using OzFunctions.Web.Connections;

namespace OzFunctions.Web.Notifications;

/// <summary>The HTTP clients of the endpoints, one each, so that certificates and connections stay apart.</summary>
public sealed class EndpointClients : IDisposable
{
    /// <summary>How many connections there are to one endpoint: for new deliveries, and beside them for those that are released.</summary>
    internal const int MaxConnections = EndpointLimits.AtOnce + ReleaseStep.AtOnce;

    // Names are resolved anew after this.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);
    private const int MaxHeaderKilobytes = 16;

    private readonly Dictionary<string, HttpMessageInvoker> _clients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SslStreamCertificateContext> _certificates = new(StringComparer.Ordinal);

    /// <summary>Makes the clients.</summary>
    /// <param name="options">The endpoints.</param>
    /// <param name="environment">Tells Development from the rest.</param>
    /// <param name="connections">Makes their handlers.</param>
    public EndpointClients(IOptions<NotificationOptions> options, IHostEnvironment environment, OutboundConnections connections)
    {
        var guard = AddressGuard.Of(options.Value, environment.IsDevelopment());
        foreach (var endpoint in options.Value.Endpoints)
        {
            var handler = Handler(endpoint, options.Value.Proxy, guard, connections);
            if (ClientCertificates.Load(endpoint) is { } certificate)
            {
                handler.SslOptions.ClientCertificateContext = certificate;
                _certificates.Add(endpoint.Name, certificate);
            }

            _clients.Add(endpoint.Name, new HttpMessageInvoker(handler));
        }
    }

    /// <summary>The client certificates in use, by endpoint.</summary>
    internal IReadOnlyDictionary<string, SslStreamCertificateContext> Certificates => _certificates;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    /// <summary>The client of an endpoint.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <returns>Its client.</returns>
    internal HttpMessageInvoker Of(string name) => _clients[name];

    private static SocketsHttpHandler Handler(EndpointOptions endpoint, Uri? proxy, AddressGuard guard, OutboundConnections connections)
    {
        // The proxy connects for us, and guards for us: the address that we see is its own.
        var handler = connections.NewHandler(endpoint.Timeout, (context, address) =>
            IsOf(proxy, context.DnsEndPoint) || guard.Allows(address, context.InitialRequestMessage.RequestUri!.Scheme));
        handler.MaxConnectionsPerServer = MaxConnections;
        handler.MaxResponseHeadersLength = MaxHeaderKilobytes;
        handler.MaxResponseDrainSize = 0;
        handler.PooledConnectionLifetime = ConnectionLifetime;
        handler.UseProxy = proxy is not null;
        handler.Proxy = proxy is null ? null : NotificationProxy.Of(proxy);

        // Notifications travel within a tunnel of the proxy, as a connection of their own.
        handler.PlaintextStreamFilter = static (context, _) => ValueTask.FromResult(
            context.InitialRequestMessage.Method == HttpMethod.Connect ? context.PlaintextStream : new ReusedConnectionStream(context.PlaintextStream));
        return handler;
    }

    private static bool IsOf(Uri? proxy, DnsEndPoint endPoint) => proxy is not null && proxy.IdnHost == endPoint.Host && proxy.Port == endPoint.Port;
}
