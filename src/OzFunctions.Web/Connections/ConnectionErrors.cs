using System.Net.Sockets;

namespace OzFunctions.Web.Connections;

/// <summary>Explains why a request got no response. The framework's own messages are not used because they contain addresses.</summary>
internal static class ConnectionErrors
{
    /// <summary>The reason why a request failed, in a few words, without addresses.</summary>
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
            (_, HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }) => "the response headers are too long",
            (_, HttpRequestException http) => $"the response was incomplete ({http.HttpRequestError})",
            var (other, _) => $"the response was incomplete ({other.GetType().Name})",
        };
    }

    /// <summary>An exception and its inner exceptions, outermost first.</summary>
    public static IEnumerable<Exception> Chain(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }
}
