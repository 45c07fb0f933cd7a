using Azure;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Notifications;

/// <summary>Deliveries that were dead, held or delivered, and are made anew.</summary>
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
        Assert.Equal("bank:Held:1", _bench.StatesOf());

        _bench.Settings = settings;
        _bench.Restart();
        await ReplayAsync(DeliveryState.Held);

        Assert.Equal("bank:Delivered:2", _bench.StatesOf());
        Assert.Empty(_bench.Parked.Rows);
        Assert.Single(_bench.Sender.Sent);
    }

    [Fact]
    public async Task Replay_OfADeadDelivery_KeepsItsIdAndBeginsTheScheduleAnew()
    {
        var bench = new NotificationBench(_bench.Settings, [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)]);
        bench.Sender.Always(500);
        await bench.ReceiveAsync("SUCCESS", updated: 1);
        await bench.DrainAsync();
        Assert.Equal("bank:Dead:3", bench.StatesOf());

        await ReplayAsync(bench, DeliveryState.Dead);

        Assert.Equal(6, bench.Sender.Sent.Count);
        Assert.Single(bench.Sender.Sent.Select(static sent => sent.Id).Distinct());
        Assert.Equal("bank:Dead:6", bench.StatesOf());
        Assert.Single(bench.Parked.Rows);
    }

    [Fact]
    public async Task Replay_ThatFailsForFiveDaysInAll_EndsWithTheEndpointDisabled()
    {
        _bench.Sender.Always(500);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.DrainAsync();

        await ReplayAsync(DeliveryState.Dead);

        Assert.Equal("bank:Held:19", _bench.StatesOf());
    }

    [Fact]
    public async Task Replay_OfADeliveredOne_HasAnIdOfItsOwnEachTime()
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
        Assert.Contains("\"replayed\":1", Assert.Single(_bench.RunRows.Rows).GetString("Counts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_OfHeldDeliveriesOfADisabledEndpoint_LeavesThemHeld()
    {
        _bench.Sender.Always(410);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.DrainAsync();

        await ReplayAsync(DeliveryState.Held);

        Assert.Equal("bank:Held:1", _bench.StatesOf());
        Assert.Single(_bench.Parked.Rows);
        Assert.Contains("\"skipped\":1", Assert.Single(_bench.RunRows.Rows).GetString("Counts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_OfHeldDeliveriesOfAnEndpointThatIsNotInTheSettings_LeavesThemAsTheyAre()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        _bench.Settings = NotificationSettings.None;
        _bench.Restart();
        await _bench.DrainAsync();

        await ReplayAsync(DeliveryState.Held);

        Assert.Equal("bank:Held:1", _bench.StatesOf());
        Assert.Contains("\"skipped\":1", Assert.Single(_bench.RunRows.Rows).GetString("Counts"), StringComparison.Ordinal);
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
        await bench.Runs.StartAsync(bench.Runs.New(Core.Runs.RunKinds.Replay, "tester", new ReplayRequest(new DeliveryFilter([DeliveryState.Dead]), DryRun: false).ToParameters()), Token);
        await bench.DrainAsync();

        Assert.Equal("""{"scanned":60,"replayed":60}""", Assert.Single(bench.RunRows.Rows).GetString("Counts"));
        Assert.Equal(60, bench.Sender.Sent.Count);
        Assert.Empty(bench.Parked.Rows);
    }

    [Fact]
    public async Task Replay_ThatBrokeOffAfterItsFirstWrite_CountsItAndTellsOnce()
    {
        var bench = await DeadAsync();
        bench.Parked.Before = operation => operation == "delete" ? throw new RequestFailedException(503, "Not now.") : Task.CompletedTask;
        await bench.Runs.StartAsync(bench.Runs.New(Core.Runs.RunKinds.Replay, "tester", new ReplayRequest(new DeliveryFilter([DeliveryState.Dead]), DryRun: false).ToParameters()), Token);
        var step = bench.Queue.Take()!.Value.Text;
        Assert.Equal(Core.Work.WorkResult.Fault, (await bench.RunAsync(step)).Result);
        var marked = Assert.Single(bench.Queue.Items.OfType<Core.Work.DeliverWork>());
        bench.Parked.Before = static _ => Task.CompletedTask;

        await bench.RunAsync(step);
        await bench.DrainAsync();

        Assert.True(marked.Replay);
        Assert.Equal("""{"scanned":1,"replayed":1}""", Assert.Single(bench.RunRows.Rows).GetString("Counts"));
        Assert.Equal(2, bench.Sender.Sent.Count);
        Assert.Empty(bench.Parked.Rows);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("write")]
    public async Task Replay_OfADeliveryThatAnotherReplayDeliversMeanwhile_LeavesItToThat(string before)
    {
        var bench = await DeadAsync();
        await ReplayWithAsync(bench, before, () => ReplayAsync(bench, DeliveryState.Dead));

        Assert.Equal("bank:Delivered:2", bench.StatesOf());
        Assert.Equal(2, bench.Sender.Sent.Count);
        Assert.Empty(bench.Parked.Rows);
        Assert.Equal(["""{"scanned":1,"replayed":1}""", """{"scanned":1,"skipped":1}"""], CountsOf(bench));
    }

    [Fact]
    public async Task Replay_OfADeadDeliveryThatIsHeldByThen_LeavesItOnTheList()
    {
        var bench = await DeadAsync();
        await ReplayWithAsync(bench, before: "read", async () =>
        {
            bench.Sender.Always(410);
            await ReplayAsync(bench, DeliveryState.Dead);
        });

        Assert.Equal("bank:Held:2", bench.StatesOf());
        Assert.Single(bench.Parked.Rows);
    }

    [Fact]
    public async Task Replay_OfADeliveryWhoseFolderIsGone_TakesItOffTheList()
    {
        var bench = await DeadAsync();
        await ReplayWithAsync(bench, before: "read", () => bench.Folders.DeleteEntityAsync(PayloadJson.FolderId, $"{Assert.Single(bench.Rows()).Key}", ETag.All, Token));

        Assert.Empty(bench.Parked.Rows);
        Assert.Equal(["""{"scanned":1,"skipped":1}"""], CountsOf(bench));
    }

    [Fact]
    public async Task MessageOfAHeldDelivery_ThatComesOnceMore_IsDropped()
    {
        await _bench.Switch.DisableAsync("bank", "A test wants it.", Token);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        var text = _bench.TakeFirstAttempt();

        Assert.Equal(Core.Work.WorkResult.Done, (await _bench.RunAsync(text)).Result);
        Assert.Equal(Core.Work.WorkResult.Dropped, (await _bench.RunAsync(text)).Result);

        Assert.Equal("bank:Held:1", _bench.StatesOf());
        Assert.Single(_bench.Parked.Rows);
    }

    // A delivery whose only attempt failed; the next one will not.
    private async Task<NotificationBench> DeadAsync()
    {
        var bench = new NotificationBench(_bench.Settings, schedule: []);
        bench.Sender.Always(400);
        await bench.ReceiveAsync("SUCCESS", updated: 1);
        await bench.DrainAsync();
        bench.Sender.Always(200);
        return bench;
    }

    // What happens before the first such operation on the delivery's row happens after it was listed.
    private static async Task ReplayWithAsync(NotificationBench bench, string before, Func<Task> happens)
    {
        bench.Folders.Before = async operation =>
        {
            if (operation == before)
            {
                bench.Folders.Before = static _ => Task.CompletedTask;
                await happens();
            }
        };
        await ReplayAsync(bench, DeliveryState.Dead);
    }

    private static IEnumerable<string> CountsOf(NotificationBench bench) =>
        bench.RunRows.Rows.Select(static row => row.GetString("Counts")).Order(StringComparer.Ordinal);

    private Task ReplayAsync(DeliveryState state, bool dryRun = false) => ReplayAsync(_bench, state, dryRun);

    private static async Task ReplayAsync(NotificationBench bench, DeliveryState state, bool dryRun = false)
    {
        var request = new ReplayRequest(new DeliveryFilter([state], PayloadJson.FolderId), dryRun);
        await bench.Runs.StartAsync(bench.Runs.New(Core.Runs.RunKinds.Replay, "tester", request.ToParameters()), Token);
        await bench.DrainAsync();
    }
}
