using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace OzFunctions.Web.Connections;

/// <summary>Says why a server's certificate is refused. What is refused is up to the platform.</summary>
/// <param name="time">The clock.</param>
internal sealed class CertificateCheck(TimeProvider time)
{
    /// <summary>Refuses what the platform found fault with.</summary>
    /// <param name="chain">The chain of the server's certificate, as far as it could be built.</param>
    /// <param name="errors">What the platform found.</param>
    /// <returns>True when it found nothing.</returns>
    /// <exception cref="OutboundConnectionException">It found something.</exception>
    public bool Validate(X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors is SslPolicyErrors.None)
        {
            return true;
        }

        string[] reasons =
        [
            .. errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) ? ["the server shows no certificate"] : Array.Empty<string>(),
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
        var what = place == 0 ? "the certificate" : "the certificate of its issuer";
        return status switch
        {
            X509ChainStatusFlags.NotTimeValid when certificate.NotBefore.ToUniversalTime() > time.GetUtcNow() => $"{what} is not valid before {Day(certificate.NotBefore)}",
            X509ChainStatusFlags.NotTimeValid => $"{what} expired on {Day(certificate.NotAfter)}",
            X509ChainStatusFlags.UntrustedRoot when place == 0 => "the certificate is self-signed and not trusted here",
            X509ChainStatusFlags.UntrustedRoot => "the certificate's issuer is unknown: the root of its chain is not trusted here",
            X509ChainStatusFlags.PartialChain => Issuer(chain),
            X509ChainStatusFlags.Revoked => $"{what} was revoked",
            X509ChainStatusFlags.NotSignatureValid => $"the signature of {what} is wrong",
            X509ChainStatusFlags.NotValidForUsage => $"{what} is not one of a TLS server",
            _ => $"{what} is refused ({status})",
        };
    }

    private static string Day(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
