using Microsoft.Extensions.Time.Testing;
using OzFunctions.Core.Oz;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Oz;

/// <summary>The comparison of Oz's clock with ours, and the cost of a difference.</summary>
public sealed class OzClockTests
{
    private readonly FakeTimeProvider _time = new(Payloads.Now);
    private readonly OzClock _clock;

    public OzClockTests() => _clock = new OzClock(_time);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-5, 0)]
    [InlineData(-10.9, 0)]
    [InlineData(0.9, 0)]
    [InlineData(-970, -960)]
    [InlineData(960, 960)]
    [InlineData(43_200_000, 43_200_000)]
    public void Date_IsComparedWithTheTimeBetweenRequestAndAnswer(double seconds, double expected)
    {
        _clock.Compare(_time.GetUtcNow().AddSeconds(seconds), _time.GetUtcNow().AddSeconds(-10), _time.GetUtcNow());

        Assert.Equal(expected, _clock.Greatest!.Value.TotalSeconds);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(0d, 0)]
    [InlineData(60d, 0)]
    [InlineData(61d, 61)]
    [InlineData(-960d, 960)]
    [InlineData(43_200_000d, 3_600)]
    [InlineData(-43_200_000d, 3_600)]
    public void Widening_IsTheDifferenceUpToAnHour(double? seconds, double expected) =>
        Assert.Equal(expected, OzClock.Widening(seconds is { } skew ? TimeSpan.FromSeconds(skew) : null).TotalSeconds);

    [Theory]
    [InlineData(null, 82_800, 82_800)]
    [InlineData(0d, 82_800, 60)]
    [InlineData(0d, 60, 60)]
    [InlineData(0d, -5, -5)]
    [InlineData(960d, 82_800, 1_020)]
    [InlineData(960d, 1_000, 1_000)]
    [InlineData(-960d, 900, 900)]
    [InlineData(200_000_000_000d, 82_800, 82_800)]
    public void StatedTime_IsAtMostTheLatestThatOzCanHave(double? skew, double stated, double expected)
    {
        if (skew is { } seconds)
        {
            Compare(seconds);
        }

        Assert.Equal(_time.GetUtcNow().AddSeconds(expected), _clock.NotInFuture(_time.GetUtcNow().AddSeconds(stated)));
        Assert.Null(_clock.NotInFuture(null));
    }

    [Fact]
    public void Greatest_OfTwoNodes_IsKeptForHalfAnHourToAnHour()
    {
        Assert.Null(_clock.Greatest);
        Compare(-960);
        Compare(0);
        Assert.Equal(-960, _clock.Greatest!.Value.TotalSeconds);
        _time.Advance(TimeSpan.FromMinutes(31));
        Compare(120);
        Assert.Equal(-960, _clock.Greatest!.Value.TotalSeconds);
        _time.Advance(TimeSpan.FromMinutes(31));
        Compare(0);
        Assert.Equal(120, _clock.Greatest!.Value.TotalSeconds);
        _time.Advance(TimeSpan.FromMinutes(61));
        Assert.Null(_clock.Greatest);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(-60.0, 0)]
    [InlineData(-10_800.0, 10_800)]
    [InlineData(1e9, 86_400)]
    public void Allowance_IsTheDifferenceUpToADay(double? seconds, double expected) =>
        Assert.Equal(expected, OzClock.Allowance(seconds is { } skew ? TimeSpan.FromSeconds(skew) : null).TotalSeconds);

    [Fact]
    public void OldFolder_IsIgnoredAndOneFromTheFutureIsNot()
    {
        _clock.CompareFolder(_time.GetUtcNow().AddDays(-3));
        Assert.Null(_clock.Greatest);

        _clock.CompareFolder(_time.GetUtcNow().AddMinutes(16));
        Assert.Equal(16, _clock.Greatest!.Value.TotalMinutes);
    }

    [Fact]
    public void TimesAtBothEnds_AreCompared()
    {
        _clock.Compare(DateTimeOffset.MaxValue, DateTimeOffset.MinValue, DateTimeOffset.MinValue);
        _clock.Compare(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);

        Assert.Equal(OzClock.MaxWidening, OzClock.Widening(_clock.Greatest));
    }

    private void Compare(double seconds) => _clock.Compare(_time.GetUtcNow().AddSeconds(seconds), _time.GetUtcNow(), _time.GetUtcNow());
}
