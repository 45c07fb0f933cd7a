using OzFunctions.Core;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Notifications;
using OzFunctions.Storage.Notifications;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Notifications;

public sealed class EndpointMonitorTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank"), Endpoints.Named("crm", NotificationTypes.EndpointDisabled), Endpoints.Named("quiet", NotificationTypes.FolderOverdue)));
    private int _reads;
    private int _writes;

    public EndpointMonitorTests() => _bench.Health.Before = operation =>
    {
        _reads += operation == "read" ? 1 : 0;
        _writes += operation == "write" ? 1 : 0;
        return Task.CompletedTask;
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private EndpointMonitor Monitor => _bench.Monitor;

    [Fact]
    public async Task Health_IsReadAgainAfterHalfAMinute()
    {
        await Monitor.RecallAsync("bank", Token);
        _bench.Clock.Advance(TimeSpan.FromSeconds(30) - Tick);
        await Monitor.RecallAsync("bank", Token);
        Assert.Equal(1, _reads);

        _bench.Clock.Advance(Tick);
        await Monitor.RecallAsync("bank", Token);

        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task Failures_OfLessThanAMinute_AreNotWritten_AndLongerOnesOnce()
    {
        await Monitor.FailedAsync("bank", turn: 0, Token);
        _bench.Clock.Advance(TimeSpan.FromMinutes(1) - Tick);
        var early = await Monitor.FailedAsync("bank", turn: 0, Token);
        Assert.Equal((0, null), (_writes, early.FailingSince));

        _bench.Clock.Advance(Tick);
        var since = await Monitor.FailedAsync("bank", turn: 0, Token);
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        var later = await Monitor.FailedAsync("bank", turn: 0, Token);

        Assert.Equal((1, Payloads.Now.AddMinutes(1), since.FailingSince), (_writes, since.FailingSince, later.FailingSince));
        Assert.Equal(since.FailingSince, (await Monitor.ReadAsync("bank", Token)).FailingSince);
    }

    [Fact]
    public async Task Failures_ThatAnotherProcessHasWrittenFirst_KeepItsTime()
    {
        await Monitor.FailedAsync("bank", turn: 0, Token);
        var other = new EndpointMonitor(new EndpointHealthStore(_bench.Health), _bench.Queue, _bench.Clock);
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await Monitor.RecallAsync("bank", Token);
        await other.ChangeAsync("bank", static health => health with { FailingSince = Payloads.Now.AddSeconds(7) }, Token);

        Assert.Equal(Payloads.Now.AddSeconds(7), (await Monitor.FailedAsync("bank", turn: 0, Token)).FailingSince);
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public async Task Change_IsTriedTenTimes(int losses, bool expected)
    {
        var other = new EndpointMonitor(new EndpointHealthStore(_bench.Health), _bench.Queue, _bench.Clock);
        var lost = 0;
        var isOurs = true;
        _bench.Health.Before = async operation =>
        {
            if (operation == "write" && isOurs && lost < losses)
            {
                isOurs = false;
                await other.ChangeAsync("bank", health => health with { DisabledBecause = $"{lost++}" }, Token);
                isOurs = true;
            }
        };

        var turning = Monitor.ChangeAsync("bank", static health => health with { FailingSince = Payloads.Now }, Token);

        if (expected)
        {
            Assert.Equal(Payloads.Now, (await turning).FailingSince);
        }
        else
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => turning);
        }
    }

    [Fact]
    public async Task Change_ThatChangesNothing_WritesNothing()
    {
        await Monitor.ChangeAsync("bank", static health => health, Token);

        Assert.Equal(0, _writes);
    }

    [Fact]
    public async Task Disabling_NotifiesSubscribersOnceAndKeepsTheFirstReason()
    {
        await _bench.Switch.DisableAsync("bank", "It answered 410 Gone.", int.MaxValue, failingSince: null, Token);
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await _bench.Switch.DisableAsync("bank", "Something else.", int.MaxValue, failingSince: null, Token);
        await _bench.DrainAsync();

        var health = await Monitor.ReadAsync("bank", Token);
        Assert.Equal(("It answered 410 Gone.", Payloads.Now), (health.DisabledBecause, health.DisabledAt));
        Assert.Equal("crm", Assert.Single(_bench.Sender.Sent).Endpoint.Name);
    }

    [Fact]
    public async Task Disabling_AfterAnotherProcessDelivered_LeavesTheEndpointEnabled()
    {
        var failingSince = Payloads.Now - EndpointMonitor.DisabledAfter;
        await Monitor.ChangeAsync("bank", health => health with { FailingSince = failingSince }, Token);
        await Monitor.StoreSuccessAsync("bank", Token);

        Assert.False(await _bench.Switch.DisableAsync("bank", "Every attempt failed.", int.MaxValue, failingSince, Token));

        Assert.Equal((false, null), ((await Monitor.ReadAsync("bank", Token)).IsDisabled, (await Monitor.ReadAsync("bank", Token)).FailingSince));
        Assert.Empty(_bench.Sender.Sent);
    }

    [Fact]
    public async Task Disabling_InterruptedAfterItsNotification_IsCompletedLaterAndNotifiedOnce()
    {
        _bench.Health.Before = operation => operation == "write" && ++_writes == 2 ? throw new InvalidOperationException("Killed.") : Task.CompletedTask;
        await Assert.ThrowsAsync<InvalidOperationException>(() => _bench.Switch.DisableAsync("bank", "It answered 410 Gone.", int.MaxValue, failingSince: null, Token));
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));

        await _bench.Switch.DisableAsync("bank", "It answered 410 Gone.", int.MaxValue, failingSince: null, Token);
        await _bench.DrainAsync();

        Assert.True((await Monitor.ReadAsync("bank", Token)).IsDisabled);
        Assert.Single(_bench.Sender.Sent.Select(static sent => sent.Id).Distinct());
    }

    [Fact]
    public async Task Disabling_OfTheOnlySubscriber_NotifiesNone()
    {
        var bench = new NotificationBench(Endpoints.Settings(Endpoints.Named("crm"), Endpoints.Named("quiet", NotificationTypes.FolderOverdue)));

        await bench.Switch.DisableAsync("crm", "It answered 410 Gone.", int.MaxValue, failingSince: null, Token);

        Assert.Empty(bench.Queue.Items);
        Assert.Empty(bench.Folders.Rows);
        Assert.True((await bench.Monitor.ReadAsync("crm", Token)).IsDisabled);
    }

    [Fact]
    public async Task Enabling_ForgetsTheFailuresBefore()
    {
        await Monitor.FailedAsync("bank", turn: 0, Token);
        _bench.Clock.Advance(TimeSpan.FromMinutes(2));
        await _bench.Switch.EnableAsync("bank", asOf: null, Token);

        await Monitor.FailedAsync("bank", turn: 0, Token);

        Assert.Null((await Monitor.ReadAsync("bank", Token)).FailingSince);
    }
}
