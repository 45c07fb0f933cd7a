using Azure;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Notifications;

/// <summary>Replays of dead, held and delivered deliveries.</summary>
public sealed class DeliveryReplayTests
{
    private const string Only = NotificationTypes.FolderResolutionChanged;

    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", Only)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EndpointThatIsNotInTheSettings_HasItsDeliveriesHeldAndReleasedLater()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        var settings = _bench.Settings;
        _bench.Settings = NotificationSettings.None;
        _bench.Restart();
        await _bench.DrainAsync();
        Assert.Equal("bank:Waiting:1", _bench.StatesOf());

        _bench.Settings = settings;
        _bench.Restart();
        await ReplayAsync(DeliveryState.Waiting);

        Assert.Equal("bank:Delivered:2", _bench.StatesOf());
        Assert.Empty(_bench.Parked.Rows);
        Assert.Single(_bench.Sender.Sent);
    }

    [Fact]
    public async Task Replay_OfADeadDelivery_KeepsItsIdAndRestartsTheSchedule()
    {
        var bench = await DeadAsync();
        bench.Sender.Always(500);

        await ReplayAsync(bench, DeliveryState.Dead);

        Assert.Equal(2, bench.Sender.Sent.Count);
        Assert.Single(bench.Sender.Sent.Select(static sent => sent.Id).Distinct());
        Assert.Equal("bank:Dead:2", bench.StatesOf());
        Assert.Single(bench.Parked.Rows);
    }

    [Fact]
    public async Task Replay_OfADeliveryDueInHours_AttemptsItNow()
    {
        _bench.Sender.Always(500);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.DrainAsync(until: Payloads.Now.AddHours(1));
        _bench.Sender.Always(200);
        var before = _bench.Clock.GetUtcNow();

        await StartAsync(_bench, new DeliveryFilter(DeliveryFilter.Undelivered, Endpoint: "bank"));
        await _bench.DrainAsync(until: before.AddMinutes(10));

        Assert.Equal("bank:Delivered:6", _bench.StatesOf());
        Assert.Empty(_bench.Parked.Rows);
    }

    [Fact]
    public async Task Replay_ToAFailingEndpoint_ProbesItNowAndReleasesTheRest()
    {
        _bench.Sender.Always(500);
        for (var i = 0; i < 5; i++)
        {
            await _bench.ReceiveAsync("SUCCESS", updated: 1, folder: $"f{i}");
        }

        await _bench.DrainAsync(until: Payloads.Now.AddHours(1));
        await _bench.StepAsync();
        _bench.Sender.Always(200);
        var dueAt = (await _bench.Monitor.ReadAsync("bank", Token)).Probe!.DueAt;

        await StartAsync(_bench, new DeliveryFilter(DeliveryFilter.Undelivered, Endpoint: "bank"));
        await _bench.DrainAsync(until: dueAt.AddSeconds(-1));

        Assert.All(Enumerable.Range(0, 5), i => Assert.Equal(DeliveryState.Delivered, Assert.Single(_bench.Rows($"f{i}")).State));
        Assert.Empty(_bench.Parked.Rows);
    }

    [Fact]
    public async Task Replay_OfASpanWithATestInIt_LeavesTheTestOut()
    {
        await _bench.Service<EndpointTest>().RunAsync(_bench.Settings.Endpoints[0], Token);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.DrainAsync();
        _bench.Sender.Sent.Clear();

        await StartAsync(_bench, new DeliveryFilter([DeliveryState.Delivered], Endpoint: "bank", From: Payloads.Now.AddHours(-1)));
        await _bench.DrainAsync();

        Assert.EndsWith("_r1", Assert.Single(_bench.Sender.Sent).Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_OfADeliveredOne_HasItsOwnIdEachTime()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.DrainAsync();

        await ReplayAsync(DeliveryState.Delivered);
        await ReplayAsync(DeliveryState.Delivered);

        var original = _bench.Sender.Sent[0].Id;
        Assert.Equal([original, $"{original}_r1", $"{original}_r2"], _bench.Sender.Sent.Select(static sent => sent.Id));
    }

    [Fact]
    public async Task Replay_AsADryRun_ChangesNothing()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.DrainAsync();

        await ReplayAsync(DeliveryState.Delivered, dryRun: true);

        Assert.Single(_bench.Sender.Sent);
        Assert.Equal("bank:Delivered:1", _bench.StatesOf());
        Assert.Equal(["""{"scanned":1,"replayed":1}"""], CountsOf(_bench));
    }

    [Fact]
    public async Task Replay_OfHeldDeliveriesOfADisabledEndpoint_LeavesThemHeld()
    {
        _bench.Sender.Always(410);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.DrainAsync();

        await ReplayAsync(DeliveryState.Waiting);

        Assert.Equal("bank:Waiting:1", _bench.StatesOf());
        Assert.Single(_bench.Parked.Rows);
        Assert.Equal(["""{"scanned":1,"skipped":1}"""], CountsOf(_bench));
    }

    [Fact]
    public async Task Replay_OfHeldDeliveriesOfAnEndpointThatIsNotInTheSettings_LeavesThemAsTheyAre()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        _bench.Settings = NotificationSettings.None;
        _bench.Restart();
        await _bench.DrainAsync();

        await ReplayAsync(DeliveryState.Waiting);

        Assert.Equal("bank:Waiting:1", _bench.StatesOf());
        Assert.Equal(["""{"scanned":1,"skipped":1}"""], CountsOf(_bench));
    }

    [Fact]
    public async Task Replay_OverSeveralPages_ReplaysEachOnce()
    {
        var bench = new NotificationBench(_bench.Settings, schedule: []);
        bench.Sender.Always(400);
        for (var i = 0; i < 60; i++)
        {
            await bench.ReceiveAsync("SUCCESS", updated: 1, folder: $"f{i}");
            await bench.DrainAsync();
            bench.Restart();
        }

        bench.Sender.Always(200);
        bench.Sender.Sent.Clear();
        await StartAsync(bench, new DeliveryFilter([DeliveryState.Dead]));
        await bench.DrainAsync();

        Assert.Equal(["""{"scanned":60,"replayed":60}"""], CountsOf(bench));
        Assert.Equal(60, bench.Sender.Sent.Count);
        Assert.Empty(bench.Parked.Rows);
    }

    [Fact]
    public async Task Replay_InterruptedAfterItsFirstWrite_NotifiesOnce()
    {
        var bench = await DeadAsync();
        bench.Parked.Before = operation => operation == "delete" ? throw new RequestFailedException(503, "Not now.") : Task.CompletedTask;
        await StartAsync(bench, new DeliveryFilter([DeliveryState.Dead]));
        var step = bench.Queue.Take()!.Value.Text;
        Assert.Equal(Core.Work.WorkResult.Fault, (await bench.RunAsync(step)).Result);
        bench.Parked.Before = static _ => Task.CompletedTask;

        await bench.RunAsync(step);
        await bench.DrainAsync();

        Assert.Equal("bank:Delivered:2", bench.StatesOf());
        Assert.Equal(2, bench.Sender.Sent.Count);
    }

    [Theory]
    [InlineData("read", "{}")]
    [InlineData("write", """{"scanned":1,"skipped":1}""")]
    public async Task Replay_OfADeliveryThatAnotherReplayDeliversMeanwhile_LeavesItToThat(string before, string expected)
    {
        var bench = await DeadAsync();
        await ReplayWithAsync(bench, before, () => ReplayAsync(bench, DeliveryState.Dead));

        Assert.Equal("bank:Delivered:2", bench.StatesOf());
        Assert.Equal(2, bench.Sender.Sent.Count);
        Assert.Empty(bench.Parked.Rows);
        Assert.Equal(["""{"scanned":1,"replayed":1}""", expected], CountsOf(bench));
    }

    [Fact]
    public async Task Replay_OfADeliveryHeldInTheMeantime_KeepsItListed()
    {
        var bench = await DeadAsync();
        await ReplayWithAsync(bench, before: "read", async () =>
        {
            bench.Sender.Always(410);
            await ReplayAsync(bench, DeliveryState.Dead);
        });

        Assert.Equal("bank:Waiting:2", bench.StatesOf());
        Assert.Single(bench.Parked.Rows);
    }

    [Fact]
    public async Task Replay_OfADeliveryWithoutItsFolder_RemovesItFromTheList()
    {
        var bench = await DeadAsync();
        await ReplayWithAsync(bench, before: "read", () => bench.Folders.DeleteEntityAsync(PayloadJson.FolderId, $"{Assert.Single(bench.Rows()).Key}", ETag.All, Token));

        Assert.Empty(bench.Parked.Rows);
        Assert.Equal(["{}"], CountsOf(bench));
    }

    [Fact]
    public async Task MessageOfAHeldDelivery_ThatComesOnceMore_IsDropped()
    {
        await _bench.Switch.DisableAsync("bank", "A test wants it.", int.MaxValue, failingSince: null, Token);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        var text = _bench.TakeFirstAttempt();

        Assert.Equal(Core.Work.WorkResult.Done, (await _bench.RunAsync(text)).Result);
        Assert.Equal(Core.Work.WorkResult.Dropped, (await _bench.RunAsync(text)).Result);

        Assert.Equal("bank:Waiting:1", _bench.StatesOf());
        Assert.Single(_bench.Parked.Rows);
    }

    // Creates a delivery whose only attempt failed; the next attempt succeeds.
    private async Task<NotificationBench> DeadAsync()
    {
        var bench = new NotificationBench(_bench.Settings, schedule: []);
        bench.Sender.Always(400);
        await bench.ReceiveAsync("SUCCESS", updated: 1);
        await bench.DrainAsync();
        bench.Sender.Always(200);
        return bench;
    }

    // Runs an action before the first given operation on the delivery's row, so after the delivery was listed.
    private static async Task ReplayWithAsync(NotificationBench bench, string before, Func<Task> happens)
    {
        bench.Folders.BeforeFirst(before, happens);
        await StartAsync(bench, new DeliveryFilter([DeliveryState.Dead], Endpoint: "bank"));
        await bench.DrainAsync();
    }

    private static IEnumerable<string> CountsOf(NotificationBench bench) =>
        bench.RunRows.Rows.Where(static row => row.PartitionKey == Core.Runs.RunKinds.Replay).Select(static row => row.GetString("Counts")).Order(StringComparer.Ordinal);

    private Task ReplayAsync(DeliveryState state, bool dryRun = false) => ReplayAsync(_bench, state, dryRun);

    private static async Task ReplayAsync(NotificationBench bench, DeliveryState state, bool dryRun = false)
    {
        await StartAsync(bench, new DeliveryFilter([state], PayloadJson.FolderId), dryRun);
        await bench.DrainAsync();
    }

    private static Task<Core.Runs.Run> StartAsync(NotificationBench bench, DeliveryFilter filter, bool dryRun = false) =>
        bench.Runs.StartAsync(bench.Runs.New(Core.Runs.RunKinds.Replay, "tester", new ReplayRequest(filter, dryRun).ToParameters()), Token);
}
