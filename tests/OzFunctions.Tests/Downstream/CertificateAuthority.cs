using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OzFunctions.Tests.Downstream;

/// <summary>Issues certificates, directly or through an intermediate authority.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    private const int Days = 100;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private CertificateAuthority(string name, CertificateAuthority? issuer)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        Certificate = issuer is null ? request.CreateSelfSigned(At(-Days), At(Days)) : issuer.Sign(request, -Days, Days);
    }

    public X509Certificate2 Certificate { get; }

    public static CertificateAuthority Root(string name) => new(name, null);

    public static DateTimeOffset At(int days) => TimeProvider.System.GetUtcNow().AddDays(days);

    public CertificateAuthority Intermediate(string name) => new(name, this);

    /// <summary>Issues a certificate with its key.</summary>
    /// <param name="name">The name of a host or client.</param>
    /// <param name="from">The days from now until it is valid.</param>
    /// <param name="to">The days from now until it expires.</param>
    /// <param name="fetch">The address that the certificate names for its issuer, revocation list and OCSP responder.</param>
    public X509Certificate2 Issue(string name, int from = -1, int to = 90, Uri? fetch = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        if (fetch is not null)
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([$"{fetch}/ocsp"], [$"{fetch}/issuer"]));
            request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([$"{fetch}/crl"]));
        }

        using var signed = Sign(request, from, to);
        using var whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }

    private X509Certificate2 Sign(CertificateRequest request, int from, int to) => request.Create(
        Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), At(from) < Certificate.NotBefore ? Certificate.NotBefore : At(from), At(to) > Certificate.NotAfter ? Certificate.NotAfter : At(to), RandomNumberGenerator.GetBytes(8));
}
