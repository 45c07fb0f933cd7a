using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Runs;
using OzFunctions.Storage.Runs;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Runs;

/// <summary>What an admin does is recorded before it is done, so that no crash leaves it unrecorded.</summary>
public sealed class RecordedOperationTests
{
    private static readonly Dictionary<string, string> None = [];

    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", NotificationTypes.FolderResolutionChanged)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RunStore Runs => new(_bench.RunRows);

    [Fact]
    public async Task Operation_IsRecordedBeforeItIsMadeAndThenWithItsCounts()
    {
        var during = await _bench.Service<RunStarter>().RecordAsync(RunKinds.Test, "alice", None, OnlyAsync, static _ => new Dictionary<string, long> { ["delivered"] = 1 });

        Assert.Equal((RunState.Failed, "alice", "Its outcome was not recorded."), (during.State, during.By, during.Error));
        var after = await OnlyAsync();
        Assert.Equal((during.Id, RunState.Finished, null), (after.Id, after.State, after.Error));
        Assert.Equal(1, after.Counts["delivered"]);
    }

    [Fact]
    public async Task Operation_ThatFails_StaysRecorded()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _bench.Service<RunStarter>().RecordAsync<int>(
            RunKinds.PoisonReplay, "alice", None, static () => throw new InvalidOperationException("Halfway."), static _ => new Dictionary<string, long>()));

        var run = Assert.Single((await Runs.ListAsync(RunKinds.PoisonReplay, from: null, limit: 10, Token)).Items);
        Assert.Equal((RunState.Failed, "Its outcome was not recorded."), (run.State, run.Error));
    }

    [Fact]
    public async Task EnablingOfAnEndpoint_WhoseProcessDiedAfterRecordingIt_IsDoneByTheRun()
    {
        await _bench.Switch.DisableAsync("bank", "It answered 410 Gone.", int.MaxValue, failingSince: null, Token);
        var starter = _bench.Service<RunStarter>();
        var pending = new ReplayRequest(new DeliveryFilter([DeliveryState.Pending], Endpoint: "bank"), DryRun: false);

        await starter.StartAsync(starter.New(RunKinds.Enable, "alice", pending.ToParameters()), Token);
        await _bench.DrainAsync();

        Assert.Equal(EndpointState.Healthy, (await _bench.Service<EndpointMonitor>().ReadAsync("bank", Token)).State);
    }

    [Fact]
    public async Task EnablingOfAnEndpoint_ThatWasDisabledAgain_IsNotRepeated()
    {
        var starter = _bench.Service<RunStarter>();
        var pending = new ReplayRequest(new DeliveryFilter([DeliveryState.Pending], Endpoint: "bank"), DryRun: false);
        await starter.StartAsync(starter.New(RunKinds.Enable, "alice", pending.ToParameters()), Token);
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await _bench.Switch.DisableAsync("bank", "It answered 410 Gone.", int.MaxValue, failingSince: null, Token);

        await _bench.DrainAsync();

        Assert.Equal(EndpointState.Disabled, (await _bench.Service<EndpointMonitor>().ReadAsync("bank", Token)).State);
    }

    private async Task<Run> OnlyAsync() => Assert.Single((await Runs.ListAsync(RunKinds.Test, from: null, limit: 10, Token)).Items);
}
