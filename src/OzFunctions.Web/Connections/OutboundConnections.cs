using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace OzFunctions.Web.Connections;

/// <summary>Creates the HTTP handlers through which this process connects to endpoints, Oz and proxies.</summary>
/// <param name="names">Resolves names.</param>
/// <param name="time">The clock.</param>
public sealed class OutboundConnections(NameResolver names, TimeProvider time)
{
    private readonly HappyEyeballs _addresses = new(time);
    private readonly CertificateCheck _certificates = new(time);

    /// <summary>Creates a handler. It follows no redirects and keeps no cookies.</summary>
    /// <param name="timeout">The time limit for making a connection. Resolving the name may take half of it.</param>
    /// <param name="allows">Whether connecting to an address is allowed; null allows all.</param>
    /// <returns>A new handler.</returns>
    internal SocketsHttpHandler NewHandler(TimeSpan timeout, Func<SocketsHttpConnectionContext, IPAddress, bool>? allows = null) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = timeout,
        ConnectCallback = (context, cancellationToken) => OpenAsync(context, timeout / 2, allows, cancellationToken),
        SslOptions = new SslClientAuthenticationOptions
        {
            // Listed explicitly, so that no system default allows older versions, and a server without TLS 1.2 causes a recognisable error (alert protocol_version).
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,

            // The certificate chooses the addresses of issuers (AIA), CRLs and OCSP responders. Fetching them would bypass the address guard.
            CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
            RemoteCertificateValidationCallback = (_, _, chain, errors) => _certificates.Validate(chain, errors),
        },
    };

    private async ValueTask<Stream> OpenAsync(
        SocketsHttpConnectionContext context, TimeSpan limit, Func<SocketsHttpConnectionContext, IPAddress, bool>? allows, CancellationToken cancellationToken)
    {
        var to = context.DnsEndPoint;
        var addresses = HappyEyeballs.Order(await names.ResolveAsync(to.Host, limit, cancellationToken));
        var allowed = allows is null ? addresses : Array.FindAll(addresses, address => allows(context, address));
        return allowed.Length > 0
            ? new NetworkStream(await _addresses.ConnectAsync(allowed, to.Port, cancellationToken), ownsSocket: true)
            : throw OutboundConnectionException.NotAllowed();
    }
}
