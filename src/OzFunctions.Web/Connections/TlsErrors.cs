using System.Security.Authentication;

namespace OzFunctions.Web.Connections;

/// <summary>Explains why a TLS handshake failed, unless our certificate check refused it.</summary>
internal static class TlsErrors
{
    // OpenSSL 3 packs the library number (20 is SSL) and a reason into an error code (openssl/err.h). A reason above 1,000 is 1,000 plus an alert from the
    // other side (RFC 8446 section 6, openssl/sslerr.h). .NET keeps the code as the exception's HResult.
    private const int LibraryShift = 23;
    private const int LibraryOfSsl = 20;
    private const int ReasonMask = (1 << LibraryShift) - 1;

    /// <summary>The reason in a few words.</summary>
    /// <param name="chain">The exception of a request and its inner exceptions, outermost first.</param>
    /// <returns>The reason; null when the failure is not one of TLS.</returns>
    public static string? Of(IReadOnlyList<Exception> chain)
    {
        if (chain.FirstOrDefault(static e => e.HResult >> LibraryShift == LibraryOfSsl) is { } ssl)
        {
            return $"TLS failed: {Reason(ssl.HResult & ReasonMask)}";
        }

        return chain[^1] switch
        {
            AuthenticationException => "TLS failed: the server does not speak TLS",
            _ when chain.OfType<HttpRequestException>().Any(static e => e.HttpRequestError is HttpRequestError.SecureConnectionError) =>
                "TLS failed: the connection was closed during the handshake",
            _ => null,
        };
    }

    private static string Reason(int reason) => reason switch
    {
        // 258: unsupported protocol; 1070: alert protocol_version
        258 or 1070 => "the server offers neither TLS 1.2 nor TLS 1.3",
        1040 => "the server found no common cipher, or requires a client certificate (alert handshake_failure)",
        1042 or 1043 or 1046 or 1049 => $"the server refused our client certificate (alert {reason - 1000})",
        1044 => "the server says that our client certificate was revoked",
        1045 => "the server says that our client certificate expired",
        1048 => "the server does not know the issuer of our client certificate",
        1112 => "the server does not serve this name (alert unrecognized_name)",
        1116 => "the server requires a client certificate",
        > 1000 => $"the server sent alert {reason - 1000}",
        _ => $"OpenSSL reason {reason}",
    };
}
