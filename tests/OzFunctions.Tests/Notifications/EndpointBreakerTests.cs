using Microsoft.Extensions.Time.Testing;
using OzFunctions.Core.Endpoints;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Notifications;

public sealed class EndpointBreakerTests
{
    private readonly FakeTimeProvider _clock = new(Payloads.Now);
    private readonly EndpointBreaker _breaker;

    public EndpointBreakerTests() => _breaker = new EndpointBreaker(_clock);

    [Fact]
    public void Endpoint_FailsAfterFiveFailuresInARow_HoweverFarApart() => Assert.Equal([false, false, false, false, true, true], Fail(6, TimeSpan.FromHours(1)));

    [Theory]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public void Endpoint_FailsAfterThreeFailuresWithinHalfAMinute(int secondsBetween, bool expected) =>
        Assert.Equal(expected, Fail(3, TimeSpan.FromSeconds(secondsBetween))[^1]);

    [Theory]
    [InlineData(20, false)]
    [InlineData(21, true)]
    public void ThreeFailures_AfterASuccess_CountOnceThatIsHalfAMinuteOld(int secondsLater, bool expected)
    {
        _breaker.RecordSuccess();
        _clock.Advance(TimeSpan.FromSeconds(secondsLater));

        // The third failure is ten seconds after the first.
        Assert.Equal(expected, Fail(3, TimeSpan.FromSeconds(5))[^1]);
    }

    [Fact]
    public void Success_ResetsTheCount()
    {
        Fail(4, TimeSpan.FromMinutes(1));
        _breaker.RecordSuccess();

        Assert.DoesNotContain(true, Fail(4, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Attempts_StartedBeforeTheLastStateChange_DoNotCount()
    {
        Fail(2, TimeSpan.FromSeconds(1), turn: 1);

        Assert.DoesNotContain(true, Fail(9, TimeSpan.FromSeconds(1), turn: 0));
        Assert.True(Fail(1, TimeSpan.Zero, turn: 1)[0]);
    }

    [Fact]
    public void StateChange_ResetsTheCount()
    {
        Fail(2, TimeSpan.FromSeconds(1), turn: 0);

        Assert.Equal([false, false, true], Fail(3, TimeSpan.FromSeconds(1), turn: 2));
    }

    [Fact]
    public void Success_BeforeTheStateChange_CountsForHalfAMinute()
    {
        _breaker.RecordSuccess();

        Assert.Equal([false, false, false, false, true], Fail(5, TimeSpan.FromSeconds(1), turn: 2));
    }

    private List<bool> Fail(int times, TimeSpan between, int turn = 0)
    {
        var failing = new List<bool>();
        for (var i = 0; i < times; i++)
        {
            _clock.Advance(i == 0 ? TimeSpan.Zero : between);
            failing.Add(_breaker.RecordFailure(turn));
        }

        return failing;
    }
}
