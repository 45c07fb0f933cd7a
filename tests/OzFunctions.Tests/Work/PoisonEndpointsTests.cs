using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Moq;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;
using OzFunctions.Web.Work;

namespace OzFunctions.Tests.Work;

/// <summary>The request that requeues poison messages.</summary>
public sealed class PoisonEndpointsTests
{
    private readonly NotificationBench _bench = new(Endpoints.Settings());
    private readonly Mock<IWorkQueue> _queue = new();

    [Fact]
    public async Task Replay_ThatTakesHalfAMinute_EndsAndSaysWhatIsLeft()
    {
        _queue.Setup(static queue => queue.ReplayPoisonAsync(It.IsAny<int>(), It.IsAny<CancellationToken>(), It.IsAny<CancellationToken>()))
            .Returns(static async (int _, CancellationToken patience, CancellationToken _) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return new PoisonReplay(12, 1);
            });
        _queue.Setup(static queue => queue.CountPoisonAsync(It.IsAny<CancellationToken>())).ReturnsAsync(700);

        var answer = new PoisonEndpoints(_queue.Object, _bench.Runs, _bench.Clock).ReplayAsync(new DefaultHttpContext().Request, "alice");
        _bench.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(answer.IsCompleted);
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(new PoisonDocument(12, 1, 700), Assert.IsType<JsonHttpResult<PoisonDocument>>(await answer).Value);
    }
}
