using System.Net;
using System.Net.Sockets;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Tests.Connections;

/// <summary>Endpoints and proxies with host names that the test resolves.</summary>
public sealed class EndpointAddressTests
{
    private static readonly IPAddress Other = IPAddress.Parse("127.0.0.2");

    [Fact]
    public async Task NameWithAnAddressThatDropsPackets_IsDeliveredTo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Dropping packets is implemented for Linux only.");
        await using var sink = await Sink.StartAsync();
        using var silent = new Blackhole(Other, sink.Port);
        using var endpoint = new SingleEndpoint(new Uri($"http://bank.example:{sink.Port}/hooks"), lookUp: static _ => [Other, IPAddress.Loopback]);

        Assert.Equal(200, (await endpoint.SendAsync()).Status);
        Assert.Equal("bank.example", Assert.Single(sink.All).Headers["host"].Split(':')[0]);
    }

    [Fact]
    public async Task NameWithSomeAddressesThatAreNotAllowed_IsConnectedToAtTheOthers()
    {
        await using var sink = await Sink.StartAsync();
        using var forbidden = new TcpListener(Other, sink.Port);
        forbidden.Start();
        using var endpoint = new SingleEndpoint(
            new Uri($"http://bank.example:{sink.Port}/hooks"), networks: ["127.0.0.1/32"], lookUp: static _ => [Other, IPAddress.Parse("169.254.169.254"), IPAddress.Loopback, Other]);

        Assert.Equal(200, (await endpoint.SendAsync()).Status);
        Assert.False(forbidden.Pending());
    }

    [Fact]
    public async Task NameWithNoAddressThatIsAllowed_IsNeverConnectedTo()
    {
        using var forbidden = new TcpListener(Other, 0);
        forbidden.Start();
        using var endpoint = new SingleEndpoint(new Uri($"http://bank.example:{((IPEndPoint)forbidden.LocalEndpoint).Port}/hooks"), networks: ["127.0.0.1/32"], lookUp: static _ => [Other]);

        Assert.Equal("The address behind the endpoint's name is not allowed", (await endpoint.SendAsync()).Error);
        Assert.False(forbidden.Pending());
    }

    [Fact]
    public async Task NameThatIsNeverResolved_FailsWithinHalfTheTimeOfAnAttempt()
    {
        using var never = new ManualResetEventSlim();
        using var endpoint = new SingleEndpoint(new Uri("https://bank.example/"), timeout: TimeSpan.FromSeconds(6), lookUp: _ =>
        {
            never.Wait(TestContext.Current.CancellationToken);
            return [];
        });

        var answer = await endpoint.SendAsync();

        Assert.Equal((null, "the name was not resolved within 3 s", false), (answer.Status, answer.Error, answer.TimedOut));
        never.Set();
    }

    [Fact]
    public async Task ProxyByName_IsResolvedAndTriedInTheSameWay_AndTheEndpointsNameIsNot()
    {
        await using var proxy = await Sink.StartAsync();
        var names = new List<string>();
        using var endpoint = new SingleEndpoint(
            new Uri("http://bank.example/hooks"),
            networks: [],
            proxy: new Uri($"http://proxy.example:{proxy.Port}"),
            lookUp: name =>
            {
                names.Add(name);
                return [Other, IPAddress.Loopback];
            });

        Assert.Equal(200, (await endpoint.SendAsync()).Status);
        Assert.Equal(["proxy.example"], names);
    }

    [Fact]
    public async Task TunnelThatEndsInTheTlsHandshake_IsAFailureOfOneTry()
    {
        await using var proxy = new ScriptedServer(static async (_, socket) =>
        {
            await socket.ReceiveAsync(new byte[8192]);
            await ScriptedServer.AnswerAsync(socket, "HTTP/1.1 200 OK\r\n\r\n");
            await socket.ReceiveAsync(new byte[8192]);
        });
        using var endpoint = new SingleEndpoint(new Uri("https://bank.example/hooks"), networks: [], proxy: new Uri(proxy.Url.GetLeftPart(UriPartial.Authority)));

        Assert.Equal("TLS failed: the connection was closed during the handshake", (await endpoint.SendAsync()).Error);
        Assert.Equal(1, proxy.Connections);
    }
}
