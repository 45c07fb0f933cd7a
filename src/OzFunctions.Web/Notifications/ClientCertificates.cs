using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OzFunctions.Web.Notifications;

/// <summary>Loads the client certificates in the settings.</summary>
internal static class ClientCertificates
{
    /// <summary>Loads an endpoint's client certificate and its intermediate certificates.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <returns>The certificate with its private key, and the chain that is sent with it; null when none is set.</returns>
    /// <exception cref="CryptographicException">The certificate cannot be read, or has no private key.</exception>
    public static SslStreamCertificateContext? Load(EndpointOptions endpoint)
    {
        if (string.IsNullOrEmpty(endpoint.ClientCertificate))
        {
            return null;
        }

        var (certificate, others) = Read(endpoint.ClientCertificate, endpoint.ClientCertificatePassword);

        // Offline: nothing is downloaded from the addresses in a certificate.
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
            : throw new CryptographicException("It is neither the path of a file nor Base64.");
    }
}
