using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using OzFunctions.Tests.Downstream;
using OzFunctions.Web.Connections;

namespace OzFunctions.Tests.Connections;

/// <summary>Hosts with several addresses, on real sockets. The clock does not advance unless a test says otherwise.</summary>
public sealed class HappyEyeballsTests
{
    private static readonly IPAddress First = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress Second = IPAddress.Parse("127.0.0.1");

    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2001:db8::1 2001:db8::2 2001:db8::3 192.0.2.1 192.0.2.2", "2001:db8::1 192.0.2.1 2001:db8::2 192.0.2.2 2001:db8::3")]
    [InlineData("192.0.2.1 192.0.2.2 2001:db8::1", "192.0.2.1 2001:db8::1 192.0.2.2")]
    [InlineData("192.0.2.2 192.0.2.1", "192.0.2.2 192.0.2.1")]
    [InlineData("::ffff:192.0.2.1 2001:db8::1 192.0.2.1", "192.0.2.1 2001:db8::1")]
    public void Order_AlternatesTheFamilies(string addresses, string expected) =>
        Assert.Equal(expected, string.Join(' ', HappyEyeballs.Order([.. addresses.Split(' ').Select(IPAddress.Parse)]).Select(static address => $"{address}")));

    [Fact]
    public async Task FirstAddress_ThatRefuses_IsFollowedByTheNextAtOnce()
    {
        using var listener = Listen();

        using var socket = await new HappyEyeballs(_clock).ConnectAsync([First, Second], PortOf(listener), Token);

        Assert.Equal(listener.LocalEndpoint, socket.RemoteEndPoint);
        Assert.True(socket.NoDelay);
    }

    [Fact]
    public async Task FirstAddressThatDropsPackets_IsFollowedByTheNextAfterAQuarterOfASecond_AndClosed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Dropping packets is implemented for Linux only.");
        using var listener = Listen();
        using var silent = new Blackhole(First, PortOf(listener));
        var before = UnderWay(PortOf(listener));

        var connecting = new HappyEyeballs(_clock).ConnectAsync([First, Second], PortOf(listener), Token);
        _clock.Advance(HappyEyeballs.AttemptDelay - TimeSpan.FromMilliseconds(1));
        Assert.False(connecting.IsCompleted);
        Assert.False(listener.Pending());
        Assert.Equal(before + 1, UnderWay(PortOf(listener)));

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        using var socket = await connecting;

        Assert.Equal(listener.LocalEndpoint, socket.RemoteEndPoint);
        Assert.Equal(before, UnderWay(PortOf(listener)));
        Assert.Equal(TimeSpan.FromMilliseconds(250), HappyEyeballs.AttemptDelay);
    }

    [Fact]
    public async Task EveryAddressThatFails_IsTheFailureOfTheLast()
    {
        var failure = await Assert.ThrowsAsync<SocketException>(() => new HappyEyeballs(_clock).ConnectAsync([First, Second, IPAddress.IPv6Loopback], FreePort.Find(), Token));

        Assert.Contains(failure.SocketErrorCode, (SocketError[])[SocketError.ConnectionRefused, SocketError.AddressNotAvailable, SocketError.AddressFamilyNotSupported]);
    }

    [Fact]
    public async Task Cancellation_ClosesConnectionsInProgress()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Dropping packets is implemented for Linux only.");
        var port = FreePort.Find();
        using var silent = new Blackhole(First, port);
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var before = UnderWay(port);
        var connecting = new HappyEyeballs(_clock).ConnectAsync([First, First], port, impatient.Token);

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        Assert.Equal(before, UnderWay(port));
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(Second, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    // Concurrent tests may use the same port of another address. The system reads its list in several steps, so one connection may appear twice.
    private static int UnderWay(int port) => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
        .Where(connection => connection.State is TcpState.SynSent && connection.RemoteEndPoint.Equals(new IPEndPoint(First, port)))
        .DistinctBy(static connection => connection.LocalEndPoint)
        .Count();
}
