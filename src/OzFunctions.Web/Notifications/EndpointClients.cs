using System.Net.Security;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Notifications;

namespace OzFunctions.Web.Notifications;

/// <summary>The HTTP clients of webhooks. Each endpoint has its own, so that certificates and connections are not shared.</summary>
public sealed class EndpointClients : IDisposable
{
    private readonly Dictionary<string, HttpMessageInvoker> _clients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SslStreamCertificateContext> _certificates = new(StringComparer.Ordinal);

    /// <summary>Creates the clients.</summary>
    /// <param name="options">The endpoints.</param>
    /// <param name="handlers">Creates their HTTP handlers.</param>
    public EndpointClients(IOptions<NotificationOptions> options, EndpointHandlers handlers)
    {
        foreach (var endpoint in options.Value.Endpoints.Where(static endpoint => endpoint.Kind is EndpointKind.Webhook))
        {
            var certificate = ClientCertificates.Load(endpoint);
            if (certificate is not null)
            {
                _certificates.Add(endpoint.Name, certificate);
            }

            _clients.Add(endpoint.Name, new HttpMessageInvoker(handlers.New(endpoint, certificate)));
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

    /// <summary>Gets the client of an endpoint.</summary>
    internal HttpMessageInvoker Of(string name) => _clients[name];
}
