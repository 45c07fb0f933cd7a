using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OzFunctions.Web.Notifications;

/// <summary>Reads client certificates as the settings name them.</summary>
internal static class ClientCertificates
{
    /// <summary>Reads an endpoint's client certificate.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <returns>The certificate with its key, or null when none is set.</returns>
    /// <exception cref="CryptographicException">It cannot be read, or has no key.</exception>
    public static X509Certificate2? Load(EndpointOptions endpoint)
    {
        if (string.IsNullOrEmpty(endpoint.ClientCertificate))
        {
            return null;
        }

        var certificate = Read(endpoint.ClientCertificate, endpoint.ClientCertificatePassword);
        return certificate.HasPrivateKey ? certificate : throw new CryptographicException("It has no private key.");
    }

    private static X509Certificate2 Read(string setting, string? password)
    {
        if (!File.Exists(setting))
        {
            var pfx = new byte[setting.Length];
            return Convert.TryFromBase64String(setting, pfx, out var length)
                ? X509CertificateLoader.LoadPkcs12(pfx.AsSpan(0, length), password)
                : throw new CryptographicException("It is neither a file nor Base64.");
        }

        return Path.GetExtension(setting) is ".pem"
            ? X509Certificate2.CreateFromPemFile(setting)
            : X509CertificateLoader.LoadPkcs12FromFile(setting, password);
    }
}
