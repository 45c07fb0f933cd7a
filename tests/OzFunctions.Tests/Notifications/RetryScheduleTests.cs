using OzFunctions.Core.Notifications;

namespace OzFunctions.Tests.Notifications;

public sealed class RetryScheduleTests
{
    private static readonly AttemptResult Failure = new(500);

    [Fact]
    public void Default_IsTenAttemptsOverThreeDays()
    {
        var schedule = new RetrySchedule(RetrySchedule.Default, static () => 0.5);

        var delays = Enumerable.Range(1, 9).Select(attempts => schedule.DelayAfter(attempts, Failure)!.Value).ToList();

        Assert.Equal(["00:00:05", "00:05:00", "00:30:00", "02:00:00", "05:00:00", "10:00:00", "14:00:00", "20:00:00", "1.00:00:00"], delays.Select(static delay => $"{delay}"));
        Assert.Null(schedule.DelayAfter(10, Failure));
    }

    [Theory]
    [InlineData(0, 240)]
    [InlineData(0.5, 300)]
    [InlineData(0.999999, 360)]
    public void Jitter_MovesADelayByUpToAFifth(double random, double expectedSeconds)
    {
        var delay = new RetrySchedule(RetrySchedule.Default, () => random).DelayAfter(2, Failure)!.Value;

        Assert.Equal(expectedSeconds, delay.TotalSeconds, tolerance: 0.01);
    }

    [Theory]
    [InlineData(10, 300)]
    [InlineData(400, 400)]
    [InlineData(100_000, 600)]
    public void RetryAfter_IsHonouredWithinTheDelayAndItsDouble(int askedSeconds, double expectedSeconds)
    {
        var answer = Failure with { RetryAfter = TimeSpan.FromSeconds(askedSeconds) };

        Assert.Equal(expectedSeconds, new RetrySchedule(RetrySchedule.Default, static () => 0).DelayAfter(2, answer)!.Value.TotalSeconds);
    }

    [Fact]
    public void RetryAfter_IsNeverOverADay()
    {
        var answer = Failure with { RetryAfter = TimeSpan.FromDays(3) };

        Assert.Equal(TimeSpan.FromHours(24), new RetrySchedule(RetrySchedule.Default, static () => 0).DelayAfter(9, answer));
    }

    [Fact]
    public void Overload_WaitsAMinuteAtLeast()
    {
        var schedule = new RetrySchedule(RetrySchedule.Default, static () => 0.5);

        Assert.Equal(TimeSpan.FromSeconds(60), schedule.DelayAfter(1, new AttemptResult(429)));
        Assert.Equal(TimeSpan.FromSeconds(60), schedule.DelayAfter(1, new AttemptResult(null, "late", TimedOut: true)));
        Assert.Equal(TimeSpan.FromMinutes(5), schedule.DelayAfter(2, new AttemptResult(429)));
    }
}
