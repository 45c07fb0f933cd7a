using Microsoft.Extensions.DependencyInjection;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Statuses;
using OzFunctions.Core.Work;
using OzFunctions.Storage.Folders;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Folders;

/// <summary>Counts of finished days are read, and never wrong for ever: every interleaving with a change of that day is forced.</summary>
public sealed class FolderStatsTests
{
    private readonly NotificationBench _bench = new(NotificationSettings.None);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FinishedDay_IsCountedOnceAndTodayEachTime()
    {
        await ReceiveAsync("SUCCESS", updated: 1);
        NextDay();

        Assert.Equal((1, 0), await YesterdayAsync());
        _bench.Index.Queries.Clear();
        Assert.Equal((1, 0), await YesterdayAsync());

        Assert.Equal([QueryOf(1)], _bench.Index.Queries.Where(static query => !query.Contains("counts", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task FolderOfAFinishedDay_ThatChanges_IsCountedAnew()
    {
        await ReceiveAsync("SUCCESS", updated: 1);
        NextDay();
        Assert.Equal((1, 0), await YesterdayAsync());

        await ReceiveAsync("DECLINED", updated: 2);

        Assert.Equal((0, 1), await YesterdayAsync());
        _bench.Index.Queries.Clear();
        Assert.Equal((0, 1), await YesterdayAsync());
        Assert.DoesNotContain(QueryOf(0), _bench.Index.Queries);
    }

    [Theory]
    [InlineData("write", 1)]
    [InlineData("write", 2)]
    public async Task Consumer_KilledAroundTheIndexWrite_LeavesNoWrongCount(string operation, int which)
    {
        await ReceiveAsync("SUCCESS", updated: 1);
        NextDay();
        await _bench.ReceiveAsync("DECLINED", updated: 2);
        var message = _bench.Queue.Take()!.Value.Text;
        var seen = 0;
        _bench.Index.Before = current => current == operation && ++seen == which ? throw new InvalidOperationException("Killed.") : Task.CompletedTask;
        var killed = await _bench.RunAsync(message);
        _bench.Index.Before = static _ => Task.CompletedTask;
        Assert.Equal(WorkResult.Failed, killed.Result);

        // Somebody looks in between, and stores what is listed by now.
        Assert.Equal(which == 1 ? (1, 0) : (0, 1), await YesterdayAsync());
        await _bench.DrainAsync();

        Assert.Equal((0, 1), await YesterdayAsync());
    }

    [Fact]
    public async Task CountThatIsBeingMade_WhileAFolderOfItsDayChanges_IsNotStored()
    {
        await ReceiveAsync("SUCCESS", updated: 1);
        NextDay();
        await _bench.ReceiveAsync("DECLINED", updated: 2);
        _bench.Index.Before = async operation =>
        {
            if (operation == "write")
            {
                // The day was counted and its count is about to be stored.
                _bench.Index.Before = static _ => Task.CompletedTask;
                await _bench.DrainAsync();
            }
        };

        var before = await YesterdayAsync();

        Assert.Equal((1, 0), before);
        Assert.Equal((0, 1), await YesterdayAsync());
    }

    [Fact]
    public async Task DayThatEndedAMomentAgo_IsNotStored_SinceAnotherClockMayBeBehind()
    {
        await ReceiveAsync("SUCCESS", updated: 1);
        _bench.Clock.Advance(TimeSpan.FromHours(12.5));

        Assert.Equal((1, 0), await YesterdayAsync());

        Assert.DoesNotContain(_bench.Index.Rows, static row => row.PartitionKey == "counts");
    }

    private static string QueryOf(int day) => IndexEntity.Query(HourSpan.OfDay(DateOnly.FromDateTime(Payloads.Now.UtcDateTime).AddDays(day)), FolderFilter.All);

    private void NextDay() => _bench.Clock.Advance(TimeSpan.FromHours(24));

    private async Task ReceiveAsync(string resolution, double updated)
    {
        await _bench.ReceiveAsync(resolution, updated);
        await _bench.DrainAsync();
    }

    private async Task<(long Success, long Declined)> YesterdayAsync()
    {
        var days = await _bench.Service<FolderStats>().OfLastDaysAsync(2, Token);
        return (days[0].Of(static pair => pair.SystemResolution, Status.Success), days[0].Of(static pair => pair.SystemResolution, Status.Declined));
    }
}
