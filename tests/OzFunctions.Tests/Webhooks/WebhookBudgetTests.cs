using Microsoft.Extensions.Time.Testing;
using OzFunctions.Core;
using OzFunctions.Tests.Builders;
using OzFunctions.Web.Webhooks;

namespace OzFunctions.Tests.Webhooks;

public sealed class WebhookBudgetTests
{
    private readonly FakeTimeProvider _clock = new(Payloads.Now);

    [Fact]
    public async Task Work_ThatEndsInTime_IsAnswered() => Assert.Equal(5, await WebhookBudget.RunAsync(_clock, static _ => Task.FromResult(5)));

    [Fact]
    public async Task Work_OverTheBudget_IsCancelledAndCountsAsUnavailableStorage()
    {
        var told = CancellationToken.None;
        var answer = WebhookBudget.RunAsync(_clock, async token =>
        {
            told = token;
            await Task.Delay(Timeout.InfiniteTimeSpan, _clock, token);
            return 0;
        });

        _clock.Advance(WebhookBudget.Limit - TimeSpan.FromMilliseconds(1));
        Assert.False(answer.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => answer);
        Assert.True(told.IsCancellationRequested);
    }

    [Fact]
    public async Task Work_ThatIgnoresItsToken_DelaysNoOther()
    {
        var answer = WebhookBudget.RunAsync(_clock, static _ => new TaskCompletionSource<int>().Task);

        _clock.Advance(WebhookBudget.Limit);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => answer);
    }

    [Fact]
    public async Task Cancellation_ThatIsNotTheBudgets_StaysOne() =>
        await Assert.ThrowsAsync<OperationCanceledException>(() => WebhookBudget.RunAsync<int>(_clock, static _ => throw new OperationCanceledException()));
}
