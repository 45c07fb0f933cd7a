using System.Security.Authentication;

namespace OzFunctions.Web.Connections;

/// <summary>Says why a TLS handshake failed, where it was not our check of the certificate.</summary>
internal static class TlsErrors
{
    // OpenSSL 3 packs the library (20 is SSL) and a reason into an error code (openssl/err.h); a reason from 1,000 on is an alert of the other side
    // (RFC 8446 section 6) plus 1,000 (openssl/sslerr.h). .NET keeps the code as the exception's HResult.
    private const int LibraryShift = 23;
    private const int LibraryOfSsl = 20;
    private const int ReasonMask = (1 << LibraryShift) - 1;

    /// <summary>The reason in a few words.</summary>
    /// <param name="chain">What a request threw, with all that is behind it, outermost first.</param>
    /// <returns>The reason; null when TLS is not what failed.</returns>
    public static string? Of(IReadOnlyList<Exception> chain)
    {
        if (chain.FirstOrDefault(static e => e.HResult >> LibraryShift == LibraryOfSsl) is { } ssl)
        {
            return $"TLS failed: {Reason(ssl.HResult & ReasonMask)}";
        }

        return chain[^1] switch
        {
            AuthenticationException => "TLS failed: the server's answer is not TLS",
            _ when chain.OfType<HttpRequestException>().Any(static e => e.HttpRequestError is HttpRequestError.SecureConnectionError) =>
                "TLS failed: the connection broke off during the handshake",
            _ => null,
        };
    }

    private static string Reason(int reason) => reason switch
    {
        // unsupported protocol, alert protocol_version
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
