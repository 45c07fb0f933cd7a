using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Removal;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Folders;

public sealed class FolderListsTests
{
    private readonly NotificationBench _bench = new(NotificationSettings.None);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DateOnly Today => DateOnly.FromDateTime(Payloads.Now.UtcDateTime);

    [Fact]
    public async Task Recount_DropsTheDaysUntilTheLastAsFarBackAsAnybodyLooks()
    {
        var counts = _bench.Service<IDayCounts>();
        DateOnly[] days = [Today.AddDays(-DayCounts.MostDays), Today.AddDays(1 - DayCounts.MostDays), Today.AddDays(-9), Today.AddDays(-8)];
        foreach (var day in days)
        {
            await counts.TryStoreAsync(new DayCounts(day, new Dictionary<FolderStatuses, long>(), 0), etag: null, Token);
        }

        await _bench.Service<FolderLists>().RecountUntilAsync(Today.AddDays(-9), Token);

        var left = await counts.FindAsync(days[0], Today, Token);
        Assert.Equal([days[0], days[3]], left.Where(static day => day.Value.Value is not null).Select(static day => day.Key).Order());
    }

    [Fact]
    public async Task ErasedFolder_IsNoLongerCountedOnItsDay()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.DrainAsync();
        _bench.Clock.Advance(TimeSpan.FromDays(1));
        var before = await YesterdayAsync();

        await _bench.Service<FolderEraser>().TryStartAsync(PayloadJson.FolderId, "alice", Token);
        await _bench.DrainAsync();

        Assert.Equal((1, 0), (before, await YesterdayAsync()));
    }

    [Fact]
    public async Task FirstLacking_IsTheVersionAfterTheListedOne()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        var first = await LackingAsync();
        await _bench.DrainAsync();
        var listed = await LackingAsync();
        await _bench.ReceiveAsync("DECLINED", updated: 2);
        await _bench.ReceiveAsync("SUCCESS", updated: 3);
        var behind = await LackingAsync();

        Assert.Equal((1, null, 2), (first, listed, behind));
    }

    private async Task<int?> LackingAsync() =>
        await _bench.Service<FolderLists>().FirstLackingAsync((await _bench.Store.FindAsync(PayloadJson.FolderId, Token))!.Folder!, Token);

    private async Task<long> YesterdayAsync() => (await _bench.Service<FolderStats>().OfLastDaysAsync(2, Token))[0].Total;
}
