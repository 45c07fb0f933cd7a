using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Storage.Folders;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Folders;

public sealed class FolderListsTests
{
    private readonly NotificationBench _bench = new(NotificationSettings.None);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recount_DropsTheHoursOfTheDisplayedDays()
    {
        var counts = _bench.Service<IHourCounts>();
        var (now, day) = (IndexHour.Of(Payloads.Now), 24);
        IndexHour[] hours = [now.Plus(-(DayCounts.MostDays + 1) * day), now.Plus((1 - DayCounts.MostDays) * day), now.Plus(-9 * day), now.Plus((-9 * day) + 1)];
        await counts.TryStoreAsync([.. hours.Select(static hour => new CountedHour(new HourCounts(hour, FolderCounts.None), null))], Token);

        await _bench.Service<FolderLists>().DropCountsUntilAsync(now.Plus(-9 * day), Token);

        var left = await counts.FindAsync(new HourSpan(hours[0], now), Token);
        Assert.Equal([hours[0], hours[3]], left.Where(static hour => hour.Value.Value is not null).Select(static hour => hour.Key).OrderBy(static hour => hour.Number));
        Assert.InRange(_bench.Index.TransactionSizes.Count, (81 * day / 100) + 1, (82 * day / 100) + 3);
    }

    [Fact]
    public async Task Folder_OfAnHourThatIsNotDisplayed_DropsNoCounts()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.DrainAsync();
        _bench.Clock.Advance(TimeSpan.FromDays(DayCounts.MostDays + 2));

        await _bench.ReceiveAsync("DECLINED", updated: 2);
        await _bench.DrainAsync();

        Assert.DoesNotContain(_bench.Index.Rows, static row => row.PartitionKey == HourCountEntity.Partition);
    }

    [Fact]
    public async Task ManyChangesAtTheTurnOfAnHour_DropItsCountsTogether()
    {
        var counts = _bench.Service<IHourCounts>();
        var (busy, hour) = (new TaskCompletionSource(), IndexHour.Of(Payloads.Now));
        _bench.Index.Before = _ => busy.Task;

        var drops = Enumerable.Range(0, 200).Select(i => counts.DropAsync([hour.Plus(-i % 2)], Token)).ToList();
        busy.SetResult();
        await Task.WhenAll(drops);

        Assert.Equal(2, _bench.Index.TransactionSizes.Count);
        Assert.Equal(2, _bench.Index.Rows.Count());
    }

    [Fact]
    public async Task FailedDrop_DoesNotFailOthers()
    {
        var counts = _bench.Service<IHourCounts>();
        var (busy, hour, failures) = (new TaskCompletionSource(), IndexHour.Of(Payloads.Now), 0);
        _bench.Index.Before = async _ =>
        {
            await busy.Task;
            if (++failures <= 2)
            {
                throw new Azure.RequestFailedException(503, "Busy.");
            }
        };

        var drops = Enumerable.Range(0, 5).Select(i => counts.DropAsync([hour.Plus(-i)], Token)).ToList();
        busy.SetResult();
        var ended = await Task.WhenAll(drops.Select(static drop => drop.ContinueWith(static task => task.Exception?.InnerException, Token, TaskContinuationOptions.None, TaskScheduler.Default)));

        Assert.Equal(2, ended.Count(static failure => failure is StoreUnavailableException));
        Assert.Equal(5, _bench.Index.Rows.Count());
    }

    [Fact]
    public async Task ErasedFolder_IsNoLongerCountedOnItsDay()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.DrainAsync();
        _bench.Clock.Advance(TimeSpan.FromDays(1));
        var before = await YesterdayAsync();

        await _bench.EraseAsync(PayloadJson.FolderId);
        await _bench.DrainAsync();

        Assert.Equal((1, 0), (before, await YesterdayAsync()));
    }

    [Fact]
    public async Task FirstMissing_IsTheVersionAfterTheListedOne()
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
        await _bench.Service<FolderLists>().FirstMissingVersionAsync((await _bench.Store.FindAsync(PayloadJson.FolderId, Token))!.Folder!, Token);

    private async Task<long> YesterdayAsync() => (await _bench.Service<FolderStats>().OfLastDaysAsync(2, Token))[0].Counts.Total;
}
