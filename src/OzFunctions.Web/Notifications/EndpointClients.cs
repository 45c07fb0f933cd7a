using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Work;

namespace OzFunctions.Web.Notifications;

/// <summary>The HTTP clients of the endpoints, one each, so that certificates and connections stay apart.</summary>
public sealed class EndpointClients : IDisposable
{
    // Names are resolved anew after this.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);
    private const int MaxHeaderKilobytes = 16;

    private readonly Dictionary<string, HttpMessageInvoker> _clients;

    /// <summary>Makes the clients.</summary>
    /// <param name="options">The endpoints.</param>
    /// <param name="environment">Tells Development from the rest.</param>
    public EndpointClients(IOptions<NotificationOptions> options, IHostEnvironment environment)
    {
        var guard = AddressGuard.Of(options.Value, environment.IsDevelopment());
        _clients = options.Value.Endpoints.ToDictionary(
            static endpoint => endpoint.Name,
            endpoint => new HttpMessageInvoker(Handler(endpoint, options.Value.Proxy, guard)),
            StringComparer.Ordinal);
    }

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

    private static SocketsHttpHandler Handler(EndpointOptions endpoint, Uri? proxy, AddressGuard guard)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = endpoint.Timeout,
            MaxConnectionsPerServer = Gate.MaxAtOnce,
            MaxResponseHeadersLength = MaxHeaderKilobytes,
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = ConnectionLifetime,
            UseProxy = proxy is not null,
            Proxy = proxy is null ? null : NotificationProxy.Of(proxy),
        };

        // A proxy connects for us, and guards for us: the address that we would see is its own.
        if (proxy is null)
        {
            handler.ConnectCallback = new GuardedConnection(guard).OpenAsync;
        }

        if (ClientCertificates.Load(endpoint) is { } certificate)
        {
            handler.SslOptions = new SslClientAuthenticationOptions { ClientCertificates = new X509CertificateCollection { certificate } };
        }

        return handler;
    }
}
