using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Notifications;

/// <summary>An endpoint is disabled after five days of failures only if many probes show them too, because one wrong clock can let any time pass.</summary>
public sealed class EndpointDisablingTests
{
    private const string Only = NotificationTypes.FolderResolutionChanged;

    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", Only)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<EndpointHealth> Health => _bench.Monitor.ReadAsync("bank", Token);

    [Fact]
    public async Task ClockThatIsDaysAhead_WhileAnEndpointFails_DoesNotDisableIt()
    {
        await _bench.FailAsync(folders: 3);
        _bench.Clock.Advance(TimeSpan.FromDays(6));
        await _bench.StepAsync();
        Assert.Equal(EndpointState.Failing, (await Health).State);
        _bench.Sender.Always(200);

        await _bench.StepAsync();

        Assert.Equal(EndpointState.Healthy, (await Health).State);
    }

    [Theory]
    [InlineData(199, 0, EndpointState.Failing)]
    [InlineData(200, 1, EndpointState.Failing)]
    [InlineData(200, 0, EndpointState.Disabled)]
    public async Task Probe_ThatFails_DisablesTheEndpointAfterFiveDaysAndTwoHundredProbes(int number, int ticks, EndpointState expected)
    {
        await _bench.FailAsync(folders: 3);
        var now = _bench.Clock.GetUtcNow();
        var since = (now - TimeSpan.FromDays(5)).AddTicks(ticks);
        await _bench.Monitor.ChangeAsync("bank", health => health with { FailingSince = since, Probe = new EndpointProbe(number, now) }, Token);

        await _bench.HandleAsync(WorkQueueName.Deliveries, WorkFormat.Write(new ProbeWork("bank", 1, number)), Token);

        Assert.Equal(expected, (await Health).State);
    }

    [Fact]
    public async Task EndpointWhoseBreakerNeverOpened_IsProbedAfterFiveDaysOfFailures()
    {
        var since = Payloads.Now - TimeSpan.FromDays(5);
        await _bench.Monitor.ChangeAsync("bank", health => health with { FailingSince = since }, Token);

        var health = await _bench.Monitor.FailedAsync("bank", turn: 0, Token);

        Assert.Equal((EndpointState.Failing, since, 1), (health.State, health.FailingSince, health.Probe?.Number));
        Assert.IsType<ProbeWork>(Assert.Single(_bench.Queue.Items));
    }

    [Fact]
    public async Task EndpointThatRecoversWhileItIsDisabled_IsNotReportedAsDisabled()
    {
        var bench = new NotificationBench(Endpoints.Settings(Endpoints.Named("bank", Only), Endpoints.Named("crm", NotificationTypes.EndpointDisabled)));
        var since = Payloads.Now - TimeSpan.FromDays(5);
        await bench.Monitor.ChangeAsync("bank", health => health with { FailingSince = since }, Token);
        bench.Folders.AfterCommit = () => bench.Monitor.StoreSuccessAsync("bank", Token);

        Assert.False(await bench.Switch.DisableAsync("bank", "Every attempt failed.", turn: 0, since, Token));
        await bench.DrainAsync();

        Assert.Empty(bench.Rows(EndpointSwitch.FolderOf("bank")));
        Assert.Empty(bench.Sender.Sent);
    }
}
