using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>Endpoints with certificates of a trusted authority, and of an unknown one.</summary>
[StartsProcesses]
public sealed class TlsTests(AzuriteFixture azurite) : IAsyncDisposable
{
    private readonly CertificateAuthority _root = CertificateAuthority.Root("root");
    private readonly CertificateAuthority _otherRoot = CertificateAuthority.Root("other root");
    private readonly TemporaryDirectory _directory = new();
    private readonly List<(string Name, Sink Sink, string? Error)> _endpoints = [];
    private readonly ConcurrentDictionary<string, string> _shown = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Endpoints_AreNotifiedOrReportTheCertificateError_WithoutDownloads()
    {
        using var middle = _root.Intermediate("intermediate");
        using var otherMiddle = _otherRoot.Intermediate("other intermediate");
        await using var visited = await Sink.StartAsync();
        var fetch = new Uri(visited.Url.GetLeftPart(UriPartial.Authority));
        var settings = ServerSettings.Production(azurite.NewAccount());
        settings["SSL_CERT_FILE"] = await WriteAsync("trusted.pem", _root.Certificate.ExportCertificatePem());

        await AddAsync("pfx", middle.Issue("localhost", fetch: fetch), middle, null, asksForOurs: true);
        await AddAsync("pem", middle.Issue("localhost", fetch: fetch), middle, null, asksForOurs: true);
        await AddAsync("expired", middle.Issue("localhost", from: -9, to: -2), middle, $"the certificate expired on {Day(-2)}");
        await AddAsync("early", middle.Issue("localhost", from: 2), middle, $"the certificate is not valid before {Day(2)}");
        await AddAsync("name", middle.Issue("bank.example"), middle, "the certificate is for another name");
        await AddAsync("alone", middle.Issue("localhost", fetch: fetch), null, "the server does not send the intermediate certificate that issued its own");
        await AddAsync("unknown", otherMiddle.Issue("localhost", fetch: fetch), otherMiddle, "the certificate's issuer is unknown");
        foreach (var (name, sink, _) in _endpoints)
        {
            ServerSettings.WithEndpoint(settings, name, new Uri($"https://localhost:{sink.Port}/hooks"));
        }

        using var soon = middle.Issue("bank-soon", to: 20);
        using var past = middle.Issue("bank-past", from: -9, to: -2);
        settings["Notifications__Endpoints__0__ClientCertificate"] = Convert.ToBase64String(new X509Certificate2Collection { middle.Certificate, soon }.Export(X509ContentType.Pfx)!);
        settings["Notifications__Endpoints__1__ClientCertificate"] = await WriteAsync(
            "client.pem", $"{past.ExportCertificatePem()}\n{middle.Certificate.ExportCertificatePem()}\n{past.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()}\n");
        await using var server = await ServerProcess.StartAsync(settings);

        var results = await Task.WhenAll(_endpoints.Select(async endpoint => await TestAsync(server, endpoint.Name)));

        Assert.Equal(_endpoints.Select(static endpoint => (endpoint.Name, endpoint.Error is null ? "delivered" : "dead", endpoint.Error)), results);
        Assert.Empty(visited.All);
        Assert.Equal(["pem: CN=bank-past, CN=intermediate", "pfx: CN=bank-soon, CN=intermediate"], _shown.Select(static shown => $"{shown.Key}: {shown.Value}").Order(StringComparer.Ordinal));
        await server.WaitForOutputAsync($"endpoint pfx, or one of its chain, expires on {Day(20)}");
        await server.WaitForOutputAsync($"endpoint pem, or one of its chain, expired on {Day(-2)}");
    }

    [Fact]
    public async Task PooledConnection_ClosedDuringTheNextRequest_IsReplacedAtOnce()
    {
        await AddAsync("bank", _root.Issue("localhost"), null, null);
        var (name, sink, _) = _endpoints[0];
        var used = new ConcurrentDictionary<string, int>();
        sink.Answer = (context, _) =>
        {
            if (!used.TryAdd(context.Connection.Id, 0))
            {
                context.Abort();
            }

            return Task.CompletedTask;
        };
        var settings = ServerSettings.WithEndpoint(ServerSettings.Production(azurite.NewAccount()), name, new Uri($"https://localhost:{sink.Port}/hooks"));
        settings["SSL_CERT_FILE"] = await WriteAsync("trusted.pem", _root.Certificate.ExportCertificatePem());
        await using var server = await ServerProcess.StartAsync(settings);

        Assert.Equal((name, "delivered", null), await TestAsync(server, name));
        Assert.Equal((name, "delivered", null), await TestAsync(server, name));

        Assert.Equal((3, 2), (sink.All.Count, used.Count));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, sink, _) in _endpoints)
        {
            await sink.DisposeAsync();
        }

        _directory.Dispose();
        _root.Dispose();
        _otherRoot.Dispose();
    }

    private static string Day(int days) => CertificateAuthority.At(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<string> WriteAsync(string name, string text)
    {
        await File.WriteAllTextAsync(_directory.File(name), text, Token);
        return _directory.File(name);
    }

    private static async Task<(string Name, string State, string? Error)> TestAsync(ServerProcess server, string name)
    {
        var (_, delivery) = await server.AdminAsync(HttpMethod.Post, $"endpoints/{name}/test");
        return (name, (string)delivery["state"]!, (string?)delivery["lastError"]);
    }

    private async Task AddAsync(string name, X509Certificate2 certificate, CertificateAuthority? sent, string? error, bool asksForOurs = false)
    {
        // Offline and without downloads: only the tested server may make requests.
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, sent is null ? null : [sent.Certificate], offline: true),
            ClientCertificateRequired = asksForOurs,
            CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
            RemoteCertificateValidationCallback = (_, shown, chain, _) =>
            {
                if (shown is not null)
                {
                    _shown[name] = string.Join(", ", chain!.ChainPolicy.ExtraStore.Select(static one => one.Subject).Prepend(shown.Subject).Distinct());
                }

                return shown is not null || !asksForOurs;
            },
        };
        var sink = await Sink.StartAsync(listen => listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(options) }));
        _endpoints.Add((name, sink, error is null ? null : $"TLS failed: {error}"));
    }
}
