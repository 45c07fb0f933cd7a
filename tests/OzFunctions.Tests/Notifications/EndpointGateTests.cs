using Microsoft.Extensions.Time.Testing;
using OzFunctions.Core.Notifications;

namespace OzFunctions.Tests.Notifications;

public sealed class EndpointGateTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly EndpointGate _gate;

    public EndpointGateTests() => _gate = new EndpointGate(_clock);

    [Fact]
    public void Limit_LetsEightTryAtOnce()
    {
        for (var i = 0; i < EndpointGate.MaxAtOnce; i++)
        {
            Assert.Null(_gate.TryEnter());
        }

        Assert.Equal(TimeSpan.Zero, _gate.TryEnter());
        _gate.Leave(success: true);
        Assert.Null(_gate.TryEnter());
    }

    [Fact]
    public void Breaker_AfterFiveFailuresInARow_LetsOneProbeThroughEachHalfMinute()
    {
        Fail(times: 5);

        Assert.Equal(TimeSpan.FromSeconds(30), _gate.TryEnter());
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(_gate.TryEnter());
        Assert.Equal(TimeSpan.FromSeconds(30), _gate.TryEnter());
    }

    [Fact]
    public void Breaker_AfterAProbeThatSucceeds_IsClosed()
    {
        Fail(times: 5);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(_gate.TryEnter());
        _gate.Leave(success: true);

        Assert.Null(_gate.TryEnter());
        Assert.Null(_gate.TryEnter());
    }

    [Fact]
    public void Breaker_CountsOnlyFailuresInARow()
    {
        Fail(times: 4);
        Assert.Null(_gate.TryEnter());
        _gate.Leave(success: true);
        Fail(times: 4);

        Assert.Null(_gate.TryEnter());
    }

    [Fact]
    public void Attempt_ThatWasNotMade_CountsNeitherWay()
    {
        Fail(times: 4);
        Assert.Null(_gate.TryEnter());
        _gate.Leave(success: null);
        Assert.Null(_gate.TryEnter());
        _gate.Leave(success: false);

        Assert.NotNull(_gate.TryEnter());
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.Null(_gate.TryEnter());
            _gate.Leave(success: false);
        }
    }
}
