using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Work;
using OzFunctions.Storage.Notifications;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Notifications;

/// <summary>However many list entries have no delivery, a search of the list ends soon, and nothing that waits is missed.</summary>
public sealed class WaitingSearchTests
{
    private const string Only = NotificationTypes.FolderResolutionChanged;

    // More than one search examines.
    private const int Many = 1_100;

    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", Only)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ParkedDeliveries Parked => _bench.Service<ParkedDeliveries>();

    [Fact]
    public async Task Search_WhoseFirstEntryHasItsDelivery_ReadsOnlyThatOne()
    {
        await _bench.FailAsync(folders: 40);
        _bench.Parked.Queries.Clear();
        var reads = CountReads();

        var (first, left) = await Parked.FirstWaitingAsync("bank", after: null, Token);

        Assert.Equal((ParkedKeys.Read(_bench.Parked.Rows.First()), null), (first?.Value.ParkedEntry, left));
        Assert.Equal((1, 1), (_bench.Parked.Queries.Count, reads()));
    }

    [Fact]
    public async Task Search_OfAFewEntriesWithoutDelivery_ReadsThemTogetherAndFindsTheFirstDelivery()
    {
        await _bench.FailAsync(folders: 3);
        await LeaveAsync(40);
        _bench.Parked.Queries.Clear();

        var (first, left) = await Parked.FirstWaitingAsync("bank", after: null, Token);

        Assert.Equal((ParkedKeys.Read(_bench.Parked.Rows.ElementAt(40)), null), (first?.Value.ParkedEntry, left));
        Assert.Equal(3, _bench.Parked.Queries.Count);
    }

    [Fact]
    public async Task Check_OfAListWithManyEntriesWithoutDelivery_EndsSoonAndRequestsARelease()
    {
        await LeaveAsync(Many);
        var reads = CountReads();

        Assert.Equal(1, await _bench.Service<EndpointMaintenance>().RunAsync(Token));

        Assert.Equal((32, 1 + (31 * 32)), (_bench.Parked.Queries.Count, reads()));
        Assert.IsType<RunWork>(Assert.Single(_bench.Queue.Items));
    }

    [Fact]
    public async Task Search_OnASlowStorage_EndsAfterTwoSeconds()
    {
        await LeaveAsync(100);
        _bench.Parked.Before = operation =>
        {
            _bench.Clock.Advance(operation == "query" ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
            return Task.CompletedTask;
        };

        var (first, left) = await Parked.FirstWaitingAsync("bank", after: null, Token);

        Assert.Equal((null, 2), (first, _bench.Parked.Queries.Count));
        Assert.Equal(_bench.Parked.Rows.ElementAt(32).RowKey, left);
    }

    [Fact]
    public async Task Probe_BehindManyEntriesWithoutDelivery_IsMadeOnceItsSearchHasPassedThem()
    {
        await _bench.FailAsync(folders: 3);
        await LeaveAsync(Many);
        _bench.Sender.Sent.Clear();
        _bench.Sender.Always(200);

        var searched = await _bench.StepAsync();

        var health = await _bench.Monitor.ReadAsync("bank", Token);
        Assert.Equal((WorkResult.PutBack, EndpointState.Failing, 1, null), (searched!.Result, health.State, health.Probe?.Number, health.Probe?.ClaimedUntil));
        Assert.Empty(_bench.Sender.Sent);

        await _bench.StepAsync();

        Assert.Equal(EndpointState.Healthy, (await _bench.Monitor.ReadAsync("bank", Token)).State);
        Assert.Single(_bench.Sender.Sent);
    }

    private Func<int> CountReads()
    {
        var reads = 0;
        _bench.Folders.Before = _ => Task.FromResult(Interlocked.Increment(ref reads));
        return () => reads;
    }

    private async Task LeaveAsync(int entries)
    {
        var before = Payloads.Now.AddHours(-1);
        for (var i = 0; i < entries; i++)
        {
            await _bench.Deliveries.ParkAsync(new ParkedEntry(DeliveryState.Waiting, before, before, $"unstored{i:D4}", new DeliveryKey(1, Only, "bank")), Token);
        }
    }
}
