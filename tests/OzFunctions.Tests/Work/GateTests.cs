using Microsoft.Extensions.Time.Testing;
using OzFunctions.Core.Work;

namespace OzFunctions.Tests.Work;

public sealed class GateTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Gate _gate;

    public GateTests() => _gate = new Gate(_clock);

    [Fact]
    public async Task Limit_OfWhomAnswersSlowly_LetsEightTryAtOnceAndAsManyWaitForTheirTurn()
    {
        await EnterAsync(Gate.MaxAtOnce);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var waiting = Enumerable.Range(0, Gate.MaxWaiting).Select(_ => _gate.EnterAsync()).ToList();

        Assert.Equal(TimeSpan.Zero, await _gate.EnterAsync());
        Assert.DoesNotContain(waiting, static turn => turn.IsCompleted);
        _gate.Leave(success: true);

        Assert.Null(await waiting[0]);
        Assert.False(waiting[1].IsCompleted);
    }

    [Fact]
    public async Task Limit_OfWhomUsuallyAnswersSlowly_CountsAlsoWhenAllHaveJustBegun()
    {
        await SucceedAsync(times: 50, TimeSpan.FromSeconds(2));
        await EnterAsync(Gate.MaxAtOnce);
        var waiting = Enumerable.Range(0, Gate.MaxWaiting).Select(_ => _gate.EnterAsync()).ToList();

        Assert.Equal(TimeSpan.Zero, await _gate.EnterAsync());
        Assert.DoesNotContain(waiting, static turn => turn.IsCompleted);
    }

    [Fact]
    public async Task Limit_OfWhomAnswersFast_LetsAllWaitWhoseTurnComesInTime_UntilOneHangs()
    {
        await SucceedAsync(times: 200, TimeSpan.FromMilliseconds(1));
        await EnterAsync(Gate.MaxAtOnce);
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        var waiting = Enumerable.Range(0, 80).Select(_ => _gate.EnterAsync()).ToList();

        Assert.DoesNotContain(waiting, static turn => turn.IsCompleted);
        Assert.Equal(TimeSpan.Zero, await _gate.EnterAsync());
        _gate.Leave(success: true);
        Assert.Null(await waiting[0]);
        _clock.Advance(TimeSpan.FromSeconds(1));

        // More than eight wait already.
        Assert.Equal(TimeSpan.Zero, await _gate.EnterAsync());
    }

    [Fact]
    public async Task Limit_OfAHangingEndpoint_IsNotWaitedForLong()
    {
        await EnterAsync(Gate.MaxAtOnce);
        var waiting = _gate.EnterAsync();

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(TimeSpan.Zero, await waiting);
        _gate.Leave(success: true);
        Assert.Null(await _gate.EnterAsync());
    }

    [Fact]
    public async Task Breaker_ThatOpens_SendsAwayThoseWhoWait()
    {
        await EnterAsync(Gate.MaxAtOnce);
        for (var i = 0; i < 4; i++)
        {
            _gate.Leave(success: false);
        }

        await EnterAsync(4);
        var waiting = _gate.EnterAsync();

        _gate.Leave(success: false);

        Assert.Equal(TimeSpan.FromSeconds(30), await waiting);
    }

    [Fact]
    public async Task Breaker_AfterFiveFailuresInARow_LetsOneProbeThroughEachHalfMinute()
    {
        await FailAsync(times: 5);

        Assert.Equal(TimeSpan.FromSeconds(30), await _gate.EnterAsync());
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await _gate.EnterAsync());
        _gate.Leave(success: false);
        Assert.Equal(TimeSpan.FromSeconds(30), await _gate.EnterAsync());
    }

    [Fact]
    public async Task Probe_ThatSucceeds_LetsThoseInWhoCameMeanwhile()
    {
        var waiting = await ComeDuringAProbeAsync(times: 3);

        _gate.Leave(success: true);

        Assert.All(await Task.WhenAll(waiting), static wait => Assert.Null(wait));
    }

    [Fact]
    public async Task Probe_ThatFails_SendsThoseAwayWhoCameMeanwhile()
    {
        var waiting = await ComeDuringAProbeAsync(times: 3);

        _gate.Leave(success: false);

        Assert.All(await Task.WhenAll(waiting), static wait => Assert.Equal(TimeSpan.FromSeconds(30), wait));
    }

    [Fact]
    public async Task Probe_ThatHangs_IsNotWaitedForLong()
    {
        var waiting = await ComeDuringAProbeAsync(Gate.MaxWaiting);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(29), await _gate.EnterAsync());

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.All(await Task.WhenAll(waiting), static wait => Assert.Equal(TimeSpan.FromSeconds(28), wait));
    }

    [Fact]
    public async Task Probe_ThatWasNotMade_IsMadeByOneOfThoseWhoCameMeanwhile()
    {
        var waiting = await ComeDuringAProbeAsync(times: 3);

        _gate.Leave(success: null);

        Assert.Null(await waiting[0]);
        Assert.False(waiting[1].IsCompleted);
        _gate.Leave(success: null);
        Assert.Null(await waiting[1]);
        _gate.Leave(success: false);
        Assert.Equal(TimeSpan.FromSeconds(30), await waiting[2]);
    }

    [Fact]
    public async Task Breaker_AfterAProbeThatSucceeds_IsClosed()
    {
        await FailAsync(times: 5);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await _gate.EnterAsync());
        _gate.Leave(success: true);

        Assert.Null(await _gate.EnterAsync());
        Assert.Null(await _gate.EnterAsync());
    }

    [Fact]
    public async Task Breaker_CountsOnlyFailuresInARow()
    {
        await FailAsync(times: 4);
        Assert.Null(await _gate.EnterAsync());
        _gate.Leave(success: true);
        await FailAsync(times: 4);

        Assert.Null(await _gate.EnterAsync());
    }

    [Fact]
    public async Task Attempt_ThatWasNotMade_CountsNeitherWay()
    {
        await FailAsync(times: 4);
        Assert.Null(await _gate.EnterAsync());
        _gate.Leave(success: null);
        Assert.Null(await _gate.EnterAsync());
        _gate.Leave(success: false);

        Assert.NotNull(await _gate.EnterAsync());
    }

    private async Task EnterAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.Null(await _gate.EnterAsync());
        }
    }

    private async Task<List<Task<TimeSpan?>>> ComeDuringAProbeAsync(int times)
    {
        await FailAsync(times: 5);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await EnterAsync(1);
        var waiting = Enumerable.Range(0, times).Select(_ => _gate.EnterAsync()).ToList();
        Assert.DoesNotContain(waiting, static turn => turn.IsCompleted);
        return waiting;
    }

    private async Task SucceedAsync(int times, TimeSpan each)
    {
        for (var i = 0; i < times; i++)
        {
            await EnterAsync(1);
            _clock.Advance(each);
            _gate.Leave(success: true);
        }
    }

    private async Task FailAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.Null(await _gate.EnterAsync());
            _gate.Leave(success: false);
        }
    }
}
