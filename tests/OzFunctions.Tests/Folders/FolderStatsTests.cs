using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Statuses;
using OzFunctions.Core.Work;
using OzFunctions.Storage.Folders;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;

namespace OzFunctions.Tests.Folders;

/// <summary>The counts of past hours are stored, and a wrong count never stays: every interleaving with a change in such an hour is forced.</summary>
public sealed class FolderStatsTests
{
    private readonly NotificationBench _bench = new(NotificationSettings.None);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IEnumerable<string> Counted => _bench.Index.Queries.Where(static query => !query.Contains("counts", StringComparison.Ordinal));

    [Fact]
    public async Task PastHours_AreCountedOnce()
    {
        await ReceiveAsync("SUCCESS", updated: 1);
        NextDay();

        Assert.Equal((1, 0), await YesterdayAsync());
        Assert.NotEmpty(Counted);
        _bench.Restart();
        _bench.Index.Queries.Clear();
        Assert.Equal((1, 0), await YesterdayAsync());

        // It is noon of the next day, and the hour from eleven may still change.
        Assert.Equal([IndexEntity.Query(new HourSpan(IndexHour.Of(Payloads.Now.AddHours(23)), IndexHour.Of(Payloads.Now.AddHours(48))), FolderFilter.All)], Counted);
    }

    [Fact]
    public async Task LatestHours_AreCountedAtMostOnceInFifteenSeconds_HoweverManyAsk()
    {
        await ReceiveAsync("SUCCESS", updated: 1);
        await TodayAsync();
        await ReceiveAsync("SUCCESS", updated: 1, "another");
        _bench.Index.Queries.Clear();

        _bench.Clock.Advance(LatestHours.CachedFor - TimeSpan.FromTicks(1));
        var early = await TodayAsync();
        _bench.Clock.Advance(TimeSpan.FromTicks(1));
        var reading = new TaskCompletionSource();
        _bench.Index.Before = _ => reading.Task;
        var later = Enumerable.Range(0, 20).Select(_ => TodayAsync()).ToList();
        reading.SetResult();

        Assert.Equal(1, early);
        Assert.All(await Task.WhenAll(later), static total => Assert.Equal(2, total));
        Assert.Single(Counted);
    }

    [Fact]
    public async Task LatestHours_WhoseCountTakesLong_AreCountedForAFifthOfTheTimeAtMost()
    {
        await ReceiveAsync("SUCCESS", updated: 1);
        _bench.Index.Before = _ =>
        {
            _bench.Clock.Advance(TimeSpan.FromSeconds(20));
            return Task.CompletedTask;
        };
        await TodayAsync();
        _bench.Index.Before = static _ => Task.CompletedTask;
        await ReceiveAsync("SUCCESS", updated: 1, "another");

        _bench.Clock.Advance(TimeSpan.FromSeconds(80) - TimeSpan.FromTicks(1));
        var early = await TodayAsync();
        _bench.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal((1, 2), (early, await TodayAsync()));
    }

    [Fact]
    public async Task LatestHours_AreCountedAgain_WhereTheTimeOfDayWasSetBack()
    {
        await ReceiveAsync("SUCCESS", updated: 1);
        var clock = new OffsetClock(_bench.Clock);
        using var counts = new HourCountStore(_bench.Index);
        using var stats = new FolderStats(counts, clock);
        await stats.OfLastDaysAsync(1, Token);
        clock.Offset = TimeSpan.FromHours(-5);
        _bench.Index.Queries.Clear();

        _bench.Clock.Advance(LatestHours.CachedFor);
        await stats.OfLastDaysAsync(1, Token);

        Assert.NotEmpty(Counted);
    }

    [Fact]
    public async Task Counting_EndsWithTheProcess()
    {
        var counts = new FakeHourCounts { Before = static _ => new TaskCompletionSource().Task };
        Task counting;
        using (var stats = new FolderStats(counts, _bench.Clock))
        {
            counting = stats.OfLastDaysAsync(2, Token);
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => counting);
    }

    [Fact]
    public async Task Hour_EndingWhileLatestCountsAreCached_IsNotMissing()
    {
        _bench.Clock.Advance(TimeSpan.FromMinutes(59));
        await ReceiveAsync("SUCCESS", updated: 1);
        _bench.Clock.Advance(TimeSpan.FromMinutes(61) - TimeSpan.FromSeconds(5));

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(1, await TodayAsync());
            _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task Hours_AddUpToTheirDay_AndThoseOfTodayEndWithTheCurrentOne()
    {
        for (var i = 0; i < 5; i++)
        {
            await ReceiveAsync(i % 2 == 0 ? "SUCCESS" : "DECLINED", updated: 1, $"f{i}");
            _bench.Clock.Advance(TimeSpan.FromHours(2.5));
        }

        var days = await _bench.Service<FolderStats>().OfLastDaysAsync(2, Token);

        // The folders were created at 12:00, 14:30, 17:00, 19:30 and 22:00; now it is half past midnight.
        Assert.Equal([12, 14, 17, 19, 22], days[0].Hours.Where(static hour => hour.Counts.Total == 1).Select(static hour => hour.Hour.Start.Hour));
        Assert.Equal((24, 5, 2), (days[0].Hours.Count, days[0].Counts.Total, days[0].Counts.Of(static pair => pair.SystemResolution, Status.Declined)));
        Assert.Equal(0, Assert.Single(days[1].Hours).Hour.Start.Hour);
    }

    [Fact]
    public async Task NinetyUncountedDays_TakeAQueryEach_AndAreThenReadByKey()
    {
        var stats = _bench.Service<FolderStats>();
        await stats.OfLastDaysAsync(DayCounts.MostDays, Token);
        var first = Counted.Count();
        _bench.Index.Queries.Clear();

        var days = await stats.OfLastDaysAsync(DayCounts.MostDays, Token);

        Assert.InRange(first, DayCounts.MostDays, DayCounts.MostDays + 2);
        Assert.Single(_bench.Index.Queries);
        Assert.Equal((DayCounts.MostDays, 89 * 24 + 11), (days.Count, _bench.Index.Rows.Count(static row => row.PartitionKey == HourCountEntity.Partition)));
        Assert.All(_bench.Index.TransactionSizes, static size => Assert.InRange(size, 1, 100));
    }

    [Fact]
    public async Task Change_OfAFolderOfAPastHour_IsCountedAgain()
    {
        await ReceiveAsync("SUCCESS", updated: 1);
        NextDay();
        Assert.Equal((1, 0), await YesterdayAsync());

        await ReceiveAsync("DECLINED", updated: 2);

        Assert.Equal((0, 1), await YesterdayAsync());
        _bench.Index.Queries.Clear();
        Assert.Equal((0, 1), await YesterdayAsync());
        Assert.Empty(Counted);
    }

    [Theory]
    [InlineData("write")]
    [InlineData("transaction")]
    public async Task Consumer_KilledAroundTheIndexWrite_LeavesNoWrongCount(string operation)
    {
        await ReceiveAsync("SUCCESS", updated: 1);
        NextDay();
        await _bench.ReceiveAsync("DECLINED", updated: 2);
        var message = _bench.Queue.Take()!.Value.Text;
        _bench.Index.Before = current => current == operation ? throw new InvalidOperationException("Killed.") : Task.CompletedTask;
        var killed = await _bench.RunAsync(message);
        _bench.Index.Before = static _ => Task.CompletedTask;
        Assert.Equal(WorkResult.Failed, killed.Result);

        // A reader in between stores the counts of what is listed by now.
        Assert.Equal(operation == "write" ? (1, 0) : (0, 1), await YesterdayAsync());
        await _bench.DrainAsync();

        Assert.Equal((0, 1), await YesterdayAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Count_DuringAChangeInItsHour_IsNotStored_ButTheOthersAre(bool wasDropped)
    {
        await ReceiveAsync("SUCCESS", updated: 1);
        NextDay();
        if (wasDropped)
        {
            await _bench.Service<IHourCounts>().DropAsync([IndexHour.Of(Payloads.Now)], Token);
        }

        await _bench.ReceiveAsync("DECLINED", updated: 2);
        var seen = 0;
        _bench.Index.Before = async operation =>
        {
            // The day was counted, and its counts are about to be stored.
            if (operation == "transaction" && ++seen == 1)
            {
                await _bench.DrainAsync();
            }
        };

        var before = await YesterdayAsync();
        _bench.Index.Before = static _ => Task.CompletedTask;

        Assert.Equal((1, 0), before);
        Assert.Equal(1, _bench.Index.Rows.Count(static row => row.PartitionKey == HourCountEntity.Partition && HourCountEntity.Read(row) is null));
        Assert.Equal((0, 1), await YesterdayAsync());
    }

    [Fact]
    public async Task JustEndedHour_IsNotStored_BecauseAnotherClockMayBeBehind()
    {
        var seen = IndexHour.Of(Payloads.Now);
        await ReceiveAsync("SUCCESS", updated: 1);
        _bench.Clock.Advance(HourCounts.Margin + TimeSpan.FromMinutes(59));
        await TodayAsync();
        Assert.DoesNotContain(_bench.Index.Rows, row => row.PartitionKey == HourCountEntity.Partition && row.RowKey == FolderKeys.Hour(seen));

        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await TodayAsync();

        Assert.Contains(_bench.Index.Rows, row => row.PartitionKey == HourCountEntity.Partition && row.RowKey == FolderKeys.Hour(seen));
    }

    private void NextDay() => _bench.Clock.Advance(TimeSpan.FromHours(24));

    private async Task ReceiveAsync(string resolution, double updated, string folder = PayloadJson.FolderId)
    {
        await _bench.ReceiveAsync(resolution, updated, folder);
        await _bench.DrainAsync();
    }

    private async Task<long> TodayAsync() => (await _bench.Service<FolderStats>().OfLastDaysAsync(1, Token))[0].Counts.Total;

    private async Task<(long Success, long Declined)> YesterdayAsync()
    {
        var counts = (await _bench.Service<FolderStats>().OfLastDaysAsync(2, Token))[0].Counts;
        return (counts.Of(static pair => pair.SystemResolution, Status.Success), counts.Of(static pair => pair.SystemResolution, Status.Declined));
    }

    private sealed class OffsetClock(TimeProvider inner) : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Offset;

        public override long GetTimestamp() => inner.GetTimestamp();
    }
}
