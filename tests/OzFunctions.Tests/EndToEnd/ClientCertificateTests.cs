using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>An endpoint with its own certificate that requires a client certificate.</summary>
[StartsProcesses]
public sealed class ClientCertificateTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("base64")]
    [InlineData("pfx")]
    [InlineData("pem")]
    public async Task ClientCertificate_IsShownToTheEndpoint(string form)
    {
        using var server = Certificates.SelfSigned("localhost");
        using var client = Certificates.SelfSigned("the-bank-knows-us");
        using var directory = new TemporaryDirectory();
        var trusted = directory.File("trusted.pem");
        await File.WriteAllTextAsync(trusted, server.ExportCertificatePem(), TestContext.Current.CancellationToken);

        string? shown = null;
        await using var sink = await Sink.StartAsync(listen => listen.UseHttps(server, https =>
        {
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (certificate, _, _) =>
            {
                shown = certificate.Subject;
                return true;
            };
        }));

        var settings = ServerSettings.Production(azurite.NewAccount());
        ServerSettings.WithEndpoint(settings, $"mtls-{form}", new Uri($"https://localhost:{sink.Port}/hooks"));
        settings["SSL_CERT_FILE"] = trusted;
        settings["Notifications__Endpoints__0__ClientCertificate"] = await WriteAsync(client, form, directory);
        settings["Notifications__Endpoints__0__ClientCertificatePassword"] = "secret";
        await using var process = await ServerProcess.StartAsync(settings);

        var (_, delivery) = await process.AdminAsync(HttpMethod.Post, $"endpoints/mtls-{form}/test");

        Assert.True((string?)delivery["state"] == "delivered", $"{delivery}");
        Assert.Equal("CN=the-bank-knows-us", shown);
    }

    private static async Task<string> WriteAsync(X509Certificate2 certificate, string form, TemporaryDirectory directory)
    {
        var pfx = certificate.Export(X509ContentType.Pkcs12, "secret");
        if (form == "base64")
        {
            return Convert.ToBase64String(pfx);
        }

        var path = directory.File($"client.{form}");
        await (form == "pfx"
            ? File.WriteAllBytesAsync(path, pfx)
            : File.WriteAllTextAsync(path, $"{certificate.ExportCertificatePem()}\n{certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()}\n"));
        return path;
    }
}
