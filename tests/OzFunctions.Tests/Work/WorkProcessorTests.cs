using Azure;
using OzFunctions.Core;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Work;

public sealed class WorkProcessorTests
{
    private const string Key = "delivery|0000000001|folder.resolution_changed|bank";

    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", NotificationTypes.FolderResolutionChanged)));

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"kind":"unknown"}""")]
    [InlineData("""{"kind":"changed","folder":"f"}""")]
    [InlineData("""{"kind":"deliver","folder":null,"delivery":"d","attempt":1}""")]
    [InlineData("null")]
    [InlineData("""{"kind":"changed","folder":"f","version":1,"deliveries":[null]}""")]
    [InlineData("""{"kind":"changed","folder":"f","version":0,"deliveries":[]}""")]
    [InlineData("""{"kind":"changed","folder":"f","version":1,"deliveries":["delivery|1|<|bank"]}""")]
    [InlineData("""{"kind":"deliver","folder":"f","delivery":"delivery|0000000001|folder.resolution_changed|bank","attempt":0}""")]
    [InlineData("""{"kind":"deliver","folder":"f","delivery":"no key","attempt":1}""")]
    [InlineData("""{"kind":"refresh","folder":"..","reason":8}""")]
    [InlineData("""{"kind":"refresh","folder":"f","reason":0}""")]
    [InlineData("""{"kind":"refresh","folder":"f","reason":512}""")]
    [InlineData("""{"kind":"refresh","folder":"f","reason":8,"failures":2147483647}""")]
    [InlineData("""{"kind":"refresh","folder":"f","reason":8,"putBacks":-1}""")]
    [InlineData("""{"kind":"probe","endpoint":"bank","turn":0,"probe":1}""")]
    [InlineData("""{"kind":"run","run":"reconcile"}""")]
    public async Task ForeignMessage_IsMovedUnchangedToThePoisonQueue(string text)
    {
        var report = await _bench.RunAsync(text);

        Assert.Equal(WorkResult.Poisoned, report.Result);
        Assert.Equal([text], _bench.Queue.Poison);
        Assert.Empty(_bench.Queue.Items);
    }

    [Fact]
    public void Change_WithMoreDeliveriesThanATransactionStores_IsNoneOfOurs()
    {
        Assert.NotNull(WorkFormat.Read(WorkFormat.Write(new ChangedWork("f1", 1, [.. Enumerable.Repeat(Key, 100)]))));
        Assert.Null(WorkFormat.Read(WorkFormat.Write(new ChangedWork("f1", 1, [.. Enumerable.Repeat(Key, 101)]))));
    }

    [Fact]
    public async Task WorkWithAnInternalError_IsPoisonedAfterFiveTriesAndCountedAgainWhenReplayed()
    {
        var item = new DeliverWork("f1", Key, 1);
        _bench.Folders.Before = static _ => throw new InvalidOperationException("A fault of ours.");
        await _bench.RunAsync(WorkFormat.Write(item));

        var reports = await _bench.DrainAsync();

        Assert.Equal([WorkResult.Failed, WorkResult.Failed, WorkResult.Failed, WorkResult.Poisoned], reports.Select(static report => report.Result));
        Assert.Equal(item, WorkFormat.Read(Assert.Single(_bench.Queue.Poison)));
    }

    [Fact]
    public async Task Storage_ThatFails_PutsWorkBackWithAGrowingDelayForEver()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        _bench.Folders.Before = static _ => throw new RequestFailedException(503, "Not now.");

        var delays = new List<double>();
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(WorkResult.Fault, (await _bench.StepAsync())!.Result);
            delays.Add(_bench.Queue.DelayOfLast.TotalSeconds);
        }

        Assert.Equal([0.75, 1.5, 3, 6, 12], delays.Take(5));
        Assert.Equal(225, delays[^1]);
        Assert.Empty(_bench.Queue.Poison);
        _bench.Folders.Before = static _ => Task.CompletedTask;
        await _bench.DrainAsync();
        Assert.Single(_bench.Sender.Sent);
    }

    [Fact]
    public async Task Queue_ThatFailsToo_LeavesTheMessageWhereItIs()
    {
        _bench.Folders.Before = static _ => throw new RequestFailedException(503, "Not now.");
        _bench.Queue.Before = static _ => throw new StoreUnavailableException("Not now.");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _bench.RunAsync(WorkFormat.Write(new ChangedWork("f1", 1, []))));
    }

    [Fact]
    public void Items_TravelAsTheyAreAndReadBack()
    {
        WorkItem[] items = [new ChangedWork("f1", 3, [Key]), new DeliverWork("f1", Key, 2) { PutBacks = 4 }, new DeliverWork("f1", Key, 2) { FirstSeenAt = DateTimeOffset.UnixEpoch }, new RunWork("replay.2516068160285066838-246e86f4")];

        Assert.Equal(
            [
                $$"""{"kind":"changed","folder":"f1","version":3,"deliveries":["{{Key}}"]}""",
                $$"""{"kind":"deliver","folder":"f1","delivery":"{{Key}}","attempt":2,"putBacks":4}""",
                $$"""{"kind":"deliver","folder":"f1","delivery":"{{Key}}","attempt":2,"firstSeenAt":"1970-01-01T00:00:00+00:00"}""",
                """{"kind":"run","run":"replay.2516068160285066838-246e86f4"}""",
            ],
            items.Select(WorkFormat.Write));
        Assert.Equal(items.Select(WorkFormat.Write), items.Select(static item => WorkFormat.Write(WorkFormat.Read(WorkFormat.Write(item))!)));
    }

    [Fact]
    public async Task Run_ThatIsTakenUpTwice_DoesItsStepOnce()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.DrainAsync();
        var request = new ReplayRequest(new DeliveryFilter([DeliveryState.Delivered], PayloadJson.FolderId), DryRun: false);
        await _bench.Runs.StartAsync(_bench.Runs.New(Core.Runs.RunKinds.Replay, "tester", request.ToParameters()), TestContext.Current.CancellationToken);
        var (text, _) = _bench.Queue.Take()!.Value;
        _bench.RunRows.Before = static operation => operation == "write" ? throw new RequestFailedException(503, "Gone.") : Task.CompletedTask;

        var brokenOff = await _bench.RunAsync(text);
        _bench.RunRows.Before = static _ => Task.CompletedTask;
        await _bench.DrainAsync();
        var late = await _bench.RunAsync(text);

        Assert.Equal(WorkResult.Fault, brokenOff.Result);
        Assert.Equal(WorkResult.Dropped, late.Result);
        Assert.Equal(2, _bench.Sender.Sent.Count);
    }

    [Fact]
    public async Task Run_WhoseRowNeverComes_IsDropped()
    {
        await _bench.RunAsync(WorkFormat.Write(new RunWork("replay.2516068160285066838-246e86f4")));

        Assert.Equal(WorkResult.Dropped, (await _bench.DrainAsync())[^1].Result);
    }
}
