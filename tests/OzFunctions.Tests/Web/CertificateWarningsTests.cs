using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Web.Connections;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Tests.Web;

/// <summary>Expiring client certificates. The test sets the clock.</summary>
public sealed class CertificateWarningsTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly CertificateAuthority _root = CertificateAuthority.Root("root");

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(-1, 90, null)]
    [InlineData(-1, 31, null)]
    [InlineData(-1, 29, "expires on")]
    [InlineData(-9, -1, "expired on")]
    [InlineData(1, 90, "is not valid before")]
    public void Certificate_IsNamedWhenItIsNotValidOrSoonWillNotBe(int from, int to, string? expected)
    {
        using var clients = Clients(from, to);
        var log = new LogInMemory<CertificateWarnings>();
        using var warnings = new CertificateWarnings(clients, _clock, log);

        warnings.Check();

        var named = log.Lines.Select(static line => line.Text.Split(" of endpoint bank, or one of its chain, ")[1]);
        Assert.Equal(expected is null ? 0 : 1, log.Lines.Count);
        Assert.All(named, line => Assert.StartsWith($"{expected} ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Certificate_IsCheckedAtTheStartAndEachDay()
    {
        using var clients = Clients(-1, 40);
        var log = new LogInMemory<CertificateWarnings>();
        using var warnings = new CertificateWarnings(clients, _clock, log);

        await warnings.StartAsync(TestContext.Current.CancellationToken);
        await Poll.UntilAsync(() =>
        {
            _clock.Advance(TimeSpan.FromHours(1));
            return !log.Lines.IsEmpty;
        });
        await warnings.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(warnings.ExecuteTask!.IsCompleted);
    }

    private EndpointClients Clients(int from, int to)
    {
        using var certificate = _root.Issue("the-bank-knows-us", from, to);
        var endpoint = new EndpointOptions { Name = "bank", Url = "https://bank.example", ClientCertificate = Convert.ToBase64String(certificate.Export(X509ContentType.Pkcs12)) };
        var options = Options.Create(new NotificationOptions { Endpoints = [endpoint] });
        return new EndpointClients(options, new EndpointHandlers(options, new ProductionEnvironment(), new OutboundConnections(new NameResolver(static _ => [], _clock), _clock)));
    }
}
