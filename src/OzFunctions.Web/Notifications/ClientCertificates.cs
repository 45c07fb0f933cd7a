using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OzFunctions.Web.Notifications;

/// <summary>Reads client certificates as the settings name them.</summary>
internal static class ClientCertificates
{
    /// <summary>Reads an endpoint's client certificate, with the intermediate certificates beside it.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <returns>The certificate with its key and the chain that is sent with it, or null when none is set.</returns>
    /// <exception cref="CryptographicException">It cannot be read, or has no key.</exception>
    public static SslStreamCertificateContext? Load(EndpointOptions endpoint)
    {
        if (string.IsNullOrEmpty(endpoint.ClientCertificate))
        {
            return null;
        }

        var (certificate, others) = Read(endpoint.ClientCertificate, endpoint.ClientCertificatePassword);

        // Offline: nothing is fetched from the addresses that a certificate names.
        return SslStreamCertificateContext.Create(certificate, others, offline: true);
    }

    private static (X509Certificate2 Certificate, X509Certificate2Collection Others) Read(string setting, string? password)
    {
        if (File.Exists(setting) && Path.GetExtension(setting) is ".pem")
        {
            var all = new X509Certificate2Collection();
            all.ImportFromPemFile(setting);
            return (X509Certificate2.CreateFromPemFile(setting), all);
        }

        var stored = ReadPfx(setting, password);
        return (stored.FirstOrDefault(static certificate => certificate.HasPrivateKey) ?? throw new CryptographicException("It has no private key."), stored);
    }

    private static X509Certificate2Collection ReadPfx(string setting, string? password)
    {
        if (File.Exists(setting))
        {
            return X509CertificateLoader.LoadPkcs12CollectionFromFile(setting, password);
        }

        var pfx = new byte[setting.Length];
        return Convert.TryFromBase64String(setting, pfx, out var length)
            ? X509CertificateLoader.LoadPkcs12Collection(pfx.AsSpan(0, length), password)
            : throw new CryptographicException("It is neither a file nor Base64.");
    }
}
