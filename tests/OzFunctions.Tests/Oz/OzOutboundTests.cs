using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OzFunctions.Core.Oz;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Storage.Oz;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.Storage.Fakes;
using OzFunctions.Web;
using OzFunctions.Web.Connections;

namespace OzFunctions.Tests.Oz;

/// <summary>Connections to Oz follow the same rules as those to endpoints.</summary>
public sealed class OzOutboundTests
{
    [Fact]
    public async Task Oz_IsResolvedByTheResolverOfTheProcess_AndItsCertificateIsCheckedInTheSameWay()
    {
        using var certificate = Certificates.SelfSigned("oz.example");
        await using var sink = await Sink.StartAsync(listen => listen.UseHttps(certificate));
        var names = new ConcurrentQueue<string>();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IHostEnvironment>(new ProductionEnvironment());
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Oz:BaseUrl"] = $"https://oz.example:{sink.Port}",
            ["Oz:Email"] = "service@bank.example",
            ["Oz:Password"] = "secret-oz-password",
            ["Webhook:Mode"] = "Verify",
        }).Build());
        services.AddSingleton<IOzConditionStore>(new OzConditionStore(new FakeTableClient { Exists = true }));
        services.AddOzWeb().AddSingleton(new NameResolver(
            name =>
            {
                names.Enqueue(name);
                return [IPAddress.Loopback];
            },
            TimeProvider.System));
        await using var provider = services.BuildServiceProvider();

        var failure = await Assert.ThrowsAsync<OzUnavailableException>(() => provider.GetRequiredService<IOzFolders>().FindAsync("f1", TestContext.Current.CancellationToken));

        Assert.Equal("Oz cannot be reached: TLS failed: the certificate is self-signed and not trusted by this system.", failure.Message);
        Assert.Equal(["oz.example"], names);
        Assert.Empty(sink.All);
    }

    [Fact]
    public async Task ConcurrentPolls_FollowTheRateOfTheSettings()
    {
        await using var bench = await OzBench.StartAsync();

        Assert.Equal(400, bench.First.GetRequiredService<OzGateway>().MaxConcurrent);
    }
}
