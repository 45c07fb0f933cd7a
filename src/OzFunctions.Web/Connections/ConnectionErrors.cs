using System.Net.Sockets;

namespace OzFunctions.Web.Connections;

/// <summary>Says why there is no answer. In our own words, because those of the framework name addresses.</summary>
internal static class ConnectionErrors
{
    /// <summary>The reason in a few words, without addresses.</summary>
    /// <param name="failure">What a request threw.</param>
    /// <returns>The reason.</returns>
    public static string Of(Exception failure)
    {
        var chain = Chain(failure).ToList();
        return (chain[^1], failure) switch
        {
            _ when chain.OfType<OutboundConnectionException>().FirstOrDefault() is { } ours => ours.Message,
            _ when TlsErrors.Of(chain) is { } tls => tls,
            (_, HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError }) => "the proxy refused",
            (SocketException { SocketErrorCode: SocketError.ConnectionRefused }, _) => "the connection was refused",
            (SocketException socket, _) => $"the connection failed ({socket.SocketErrorCode})",
            (_, HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }) => "the answer's headers are too long",
            (_, HttpRequestException http) => $"the answer broke off ({http.HttpRequestError})",
            var (other, _) => $"the answer broke off ({other.GetType().Name})",
        };
    }

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }
}
