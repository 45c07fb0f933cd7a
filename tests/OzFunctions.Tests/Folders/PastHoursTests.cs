using Microsoft.Extensions.Time.Testing;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;

namespace OzFunctions.Tests.Folders;

/// <summary>Past hours with so many folders that counting them takes longer than a caller waits, or than they stay unchanged.</summary>
public sealed class PastHoursTests : IDisposable
{
    private const int Hours = 24;

    private static readonly IndexHour Last = IndexHour.Of(Payloads.Now).Plus(-2);
    private static readonly HourSpan Day = new(Last.Plus(1 - Hours), Last);
    private static readonly TimeSpan OfAnHour = TimeSpan.FromSeconds(12);

    private readonly FakeTimeProvider _clock = new(Payloads.Now);
    private readonly FakeHourCounts _counts = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly PastHours _past;

    public PastHoursTests() => _past = new PastHours(_counts, _clock, _ended.Token);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _ended.Dispose();

    [Fact]
    public async Task Counting_WhoseOnlyCallerGivesUp_GoesOnAndIsStored()
    {
        var slow = SlowFrom(Last.Plus(-1));
        await GiveUpAsync();

        slow.SetResult();
        await Poll.UntilAsync(() => _counts.StoredHours == Hours);

        Assert.Equal(Hours, await TotalAsync());
        Assert.Equal(Day.Hours.Reverse(), _counts.Counted);
    }

    [Fact]
    public async Task Hours_ThatManyAskFor_AreCountedOnceAlthoughTheFirstCallerGivesUp()
    {
        var slow = SlowFrom(Last);
        await GiveUpAsync();
        var others = Enumerable.Range(0, 20).Select(_ => TotalAsync()).ToList();

        slow.SetResult();

        Assert.All(await Task.WhenAll(others), static total => Assert.Equal(Hours, total));
        Assert.Equal(Hours, _counts.Counted.Count);
    }

    [Theory]
    [InlineData(0, 24)]
    [InlineData(2_500, 4)]
    [InlineData(417_000, 1)]
    public async Task Hours_AreStoredAsTheyAreCounted_SmallOnesTogether(long folders, int together)
    {
        _counts.Folders = _ => folders;

        Assert.Equal(Hours * folders, await TotalAsync());

        Assert.Equal(Enumerable.Repeat(together, Hours / together), _counts.StoreSizes);
        Assert.Equal(Hours, _counts.StoredHours);
    }

    [Fact]
    public async Task Counting_ThatFails_IsContinuedByTheNextCall()
    {
        _counts.Folders = static _ => 417_000;
        _counts.Before = static hour => hour == Last.Plus(-10) ? throw new StoreUnavailableException("Busy.") : Task.CompletedTask;
        await Assert.ThrowsAsync<StoreUnavailableException>(TotalAsync);
        Assert.Equal(10, _counts.StoredHours);
        _counts.Before = static _ => Task.CompletedTask;

        Assert.Equal(Hours * 417_000, await TotalAsync());

        Assert.Equal(Day.Hours.Reverse(), _counts.Counted);
    }

    [Fact]
    public async Task Counting_EndsWithTheProcess()
    {
        SlowFrom(Last);
        var counting = TotalAsync();

        await _ended.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => counting);
    }

    [Fact]
    public async Task ChangedHour_ShowsItsEarlierCountsForFiveTimesAsLongAsCountingItTook()
    {
        var hour = new HourSpan(Last, Last);
        Take(OfAnHour);
        await _past.FindAsync(hour, Token);
        await ChangeAsync([Last], folders: 2);

        _clock.Advance((4 * OfAnHour) - TimeSpan.FromTicks(1));
        var early = (await _past.FindAsync(hour, Token))[Last].Total;
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal((1, 2), (early, (await _past.FindAsync(hour, Token))[Last].Total));
    }

    [Theory]
    [InlineData(Hours)]
    [InlineData(5)]
    [InlineData(1)]
    public async Task HoursThatChangeFasterThanTheyAreCounted_AreCountedForAFifthOfTheTimeAtMost(int changed)
    {
        Take(OfAnHour);
        var began = _clock.GetTimestamp();
        for (var i = 0; i < 2_000; i++)
        {
            await ChangeAsync(Enumerable.Range(i * changed, changed).Select(static number => Last.Plus(-(number % Hours))), folders: i);
            await TotalAsync();
            _clock.Advance(TimeSpan.FromSeconds(15));
        }

        var counting = _counts.Counted.Count * OfAnHour;
        var everyHour = Hours * OfAnHour;
        Assert.InRange(counting, (_clock.GetElapsedTime(began) / 5) - everyHour, (_clock.GetElapsedTime(began) / 5) + everyHour);

        // When nothing changes any more, no earlier counts remain.
        await ChangeAsync(Day.Hours, folders: 7);
        _clock.Advance(5 * 2 * everyHour);
        Assert.Equal(Hours * 7, await TotalAsync());
    }

    private async Task<long> TotalAsync() => (await _past.FindAsync(Day, Token)).Values.Sum(static counts => counts.Total);

    private async Task GiveUpAsync()
    {
        using var patience = new CancellationTokenSource();
        var call = _past.FindAsync(Day, patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private async Task ChangeAsync(IEnumerable<IndexHour> hours, long folders)
    {
        _counts.Folders = _ => folders;
        await _counts.DropAsync(hours, Token);
    }

    private TaskCompletionSource SlowFrom(IndexHour latest)
    {
        var slow = new TaskCompletionSource();
        _counts.Before = hour => hour.Number <= latest.Number ? slow.Task : Task.CompletedTask;
        return slow;
    }

    private void Take(TimeSpan time) => _counts.Before = _ =>
    {
        _clock.Advance(time);
        return Task.CompletedTask;
    };
}
