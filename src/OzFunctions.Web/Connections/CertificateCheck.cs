using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace OzFunctions.Web.Connections;

/// <summary>Explains why a server's certificate was refused. The platform decides which certificates it refuses.</summary>
internal sealed class CertificateCheck(TimeProvider time)
{
    /// <summary>Throws if the platform refused the certificate.</summary>
    /// <param name="chain">The chain of the server's certificate, as far as it could be built.</param>
    /// <param name="errors">The errors that the platform found.</param>
    /// <returns>True when there are none.</returns>
    /// <exception cref="OutboundConnectionException">There are errors; the message lists them.</exception>
    public bool Validate(X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors is SslPolicyErrors.None)
        {
            return true;
        }

        string[] reasons =
        [
            .. errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) ? ["the server sent no certificate"] : Array.Empty<string>(),
            .. errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? ["the certificate is for another name"] : Array.Empty<string>(),
            .. chain is null ? [] : chain.ChainElements.SelectMany((element, i) => element.ChainElementStatus.Select(status => Reason(chain, i, status.Status))),
        ];

        throw new OutboundConnectionException($"TLS failed: {string.Join("; ", reasons.Distinct(StringComparer.Ordinal))}");
    }

    private static string Issuer(X509Chain chain)
    {
        var leaf = chain.ChainElements[0].Certificate;
        var isAlone = chain.ChainPolicy.ExtraStore.All(sent => sent.RawDataMemory.Span.SequenceEqual(leaf.RawDataMemory.Span));
        return isAlone && chain.ChainElements.Count == 1
            ? "the server does not send the intermediate certificate that issued its own"
            : "the certificate's issuer is unknown";
    }

    private string Reason(X509Chain chain, int place, X509ChainStatusFlags status)
    {
        var certificate = chain.ChainElements[place].Certificate;
        var what = place == 0 ? "the certificate" : "its issuer's certificate";
        return status switch
        {
            X509ChainStatusFlags.NotTimeValid when certificate.NotBefore.ToUniversalTime() > time.GetUtcNow() => $"{what} is not valid before {Day(certificate.NotBefore)}",
            X509ChainStatusFlags.NotTimeValid => $"{what} expired on {Day(certificate.NotAfter)}",
            X509ChainStatusFlags.UntrustedRoot when place == 0 => "the certificate is self-signed and not trusted by this system",
            X509ChainStatusFlags.UntrustedRoot => "the certificate's issuer is unknown: this system does not trust the root of its chain",
            X509ChainStatusFlags.PartialChain => Issuer(chain),
            X509ChainStatusFlags.Revoked => $"{what} was revoked",
            X509ChainStatusFlags.NotSignatureValid => $"the signature of {what} is invalid",
            X509ChainStatusFlags.NotValidForUsage => $"{what} may not be used for a TLS server",
            _ => $"{what} was refused ({status})",
        };
    }

    private static string Day(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
