using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using OzFunctions.Tests.Builders;
using OzFunctions.Web.Connections;

namespace OzFunctions.Tests.Connections;

/// <summary>Name resolution, whatever the name server does. A test replaces the system's lookup.</summary>
public sealed class NameResolverTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(7.5);
    private static readonly IPAddress[] Addresses = [IPAddress.Parse("192.0.2.1"), IPAddress.Parse("2001:db8::1")];

    private readonly FakeTimeProvider _clock = new();
    private readonly ManualResetEventSlim _nameServer = new();
    private readonly ConcurrentQueue<string> _lookups = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _nameServer.Set();
        _nameServer.Dispose();
    }

    [Fact]
    public async Task Lookup_BlocksNoThreadOfThePool()
    {
        bool? isOfThePool = null;
        var names = new NameResolver(
            _ =>
            {
                isOfThePool = Thread.CurrentThread.IsThreadPoolThread;
                return Addresses;
            },
            _clock);

        Assert.Equal(Addresses, await names.ResolveAsync("bank.example", Limit, Token));
        Assert.False(isOfThePool);
    }

    [Fact]
    public async Task Failure_BeforeTheClockIsSetBack_IsCachedNoLonger()
    {
        var clock = new SettableClock { Lead = TimeSpan.FromHours(1) };
        var isUp = false;
        var names = new NameResolver(_ => isUp ? Addresses : [], clock);
        await Assert.ThrowsAsync<OutboundConnectionException>(() => names.ResolveAsync("bank.example", Limit, Token));

        (isUp, clock.Lead) = (true, TimeSpan.Zero);
        clock.Advance(NameResolver.AnswerLifetime);

        Assert.Equal(Addresses, await names.ResolveAsync("bank.example", Limit, Token));
    }

    [Theory]
    [InlineData("192.0.2.7")]
    [InlineData("::1")]
    public async Task Address_IsNotLookedUp(string host)
    {
        Assert.Equal([IPAddress.Parse(host)], await Names(Find).ResolveAsync(host, Limit, Token));
        Assert.Empty(_lookups);
    }

    [Fact]
    public async Task UnresponsiveNames_DoNotDelayOthers()
    {
        var names = Names(name => name == "bank.example" ? Addresses : Hang());

        // More names than the settings can contain.
        var hanging = Enumerable.Range(0, 20).Select(i => names.ResolveAsync($"hangs-{i}.example", Limit, Token)).ToList();

        Assert.Equal(Addresses, await names.ResolveAsync("bank.example", Limit, Token));
        Assert.All(hanging, static lookup => Assert.False(lookup.IsCompleted));

        _nameServer.Set();
        await Task.WhenAll(hanging);
    }

    [Fact]
    public async Task NameThatHangs_EndsEachCallAtItsLimitAndIsLookedUpOnce()
    {
        var names = Names(_ => Hang());
        for (var i = 0; i < 3; i++)
        {
            var resolving = names.ResolveAsync("bank.example", Limit, Token);
            _clock.Advance(Limit - TimeSpan.FromMilliseconds(1));
            Assert.False(resolving.IsCompleted);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            var failure = await Assert.ThrowsAsync<OutboundConnectionException>(() => resolving);
            Assert.Equal("the name was not resolved within 7.5 s", failure.Message);
        }

        // The lookup continues after the timeouts, and its late result is used.
        _nameServer.Set();
        Assert.Equal(Addresses, await names.ResolveAsync("BANK.example", Limit, Token));
        Assert.Single(_lookups);
    }

    [Fact]
    public async Task CallersOfOneName_ShareALookup_AndOneThatGivesUpEndsNoOther()
    {
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var names = Names(_ => Hang());
        var given = names.ResolveAsync("bank.example", Limit, impatient.Token);
        var others = Enumerable.Range(0, 8).Select(_ => names.ResolveAsync("bank.example", Limit, Token)).ToList();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        _nameServer.Set();

        Assert.All(await Task.WhenAll(others), static addresses => Assert.Equal(Addresses, addresses));
        Assert.Single(_lookups);
    }

    [Fact]
    public async Task Result_IsCachedUntilItExpires()
    {
        var names = Names(Find);

        await names.ResolveAsync("bank.example", Limit, Token);
        _clock.Advance(NameResolver.AnswerLifetime - TimeSpan.FromMilliseconds(1));
        await names.ResolveAsync("bank.example", Limit, Token);
        Assert.Single(_lookups);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await names.ResolveAsync("bank.example", Limit, Token);
        Assert.Equal(2, _lookups.Count);
    }

    [Fact]
    public async Task Failure_IsCachedForAShorterTime()
    {
        var fails = true;
        var names = Names(_ => fails ? throw new SocketException((int)SocketError.HostNotFound) : Addresses);

        for (var i = 0; i < 2; i++)
        {
            var failure = await Assert.ThrowsAsync<OutboundConnectionException>(() => names.ResolveAsync("bank.example", Limit, Token));
            Assert.Equal("the name cannot be resolved", failure.Message);
        }

        Assert.Single(_lookups);
        fails = false;
        _clock.Advance(NameResolver.FailureLifetime);

        Assert.Equal(Addresses, await names.ResolveAsync("bank.example", Limit, Token));
        Assert.True(NameResolver.FailureLifetime < TimeSpan.FromSeconds(4), "The first retry of a delivery comes after 4 s at the earliest.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NameWithoutAddresses_AndNameThatTheSystemRefuses_CannotBeResolved(bool isRefused)
    {
        var names = Names(name => isRefused ? throw new ArgumentException("too long", nameof(name)) : []);

        Assert.Equal("the name cannot be resolved", (await Assert.ThrowsAsync<OutboundConnectionException>(() => names.ResolveAsync("bank.example", Limit, Token))).Message);
    }

    private static IPAddress[] Find(string name) => Addresses;

    private IPAddress[] Hang()
    {
        _nameServer.Wait(Token);
        return Addresses;
    }

    private NameResolver Names(Func<string, IPAddress[]> lookUp) => new(
        name =>
        {
            _lookups.Enqueue(name);
            return lookUp(name);
        },
        _clock);
}
