using Microsoft.Azure.Amqp.Framing;
using OzFunctions.Web.Destinations;

namespace OzFunctions.Tests.Destinations;

public sealed class AmqpGateTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly AmqpGate _gate = Patient();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_WhileAMessageIsBeingWritten_Waits(bool isAfterAnAwait)
    {
        using ManualResetEventSlim writing = new(), reading = new(), written = new();
        var sending = Task.Run(() => _gate.SendAsync(async () =>
        {
            if (isAfterAnAwait)
            {
                await Task.Yield();
            }

            writing.Set();
            written.Wait(Token);
        }), Token);
        writing.Wait(Token);

        _gate.OnRead(null!, Flow.Code, numberOfBytes: 20);
        var answer = Task.Run(() =>
        {
            reading.Set();
            Read(_gate);
        }, Token);
        reading.Wait(Token);
        await Task.WhenAny(answer, Task.Delay(Moment, TimeProvider.System, Token));
        var waits = !answer.IsCompleted;
        written.Set();
        await Task.WhenAll(sending, answer).WaitAsync(Patience, TimeProvider.System, Token);

        Assert.True(waits);
    }

    [Fact]
    public async Task Answer_OfAnotherEndpoint_DoesNotWait() => await _gate.SendAsync(static () =>
    {
        ReadElsewhereAsync(Patient()).Wait(Token);
        return Task.CompletedTask;
    });

    [Fact]
    public async Task Answer_ReadAsAPartOfASend_DoesNotWaitForItself()
    {
        await _gate.SendAsync(() =>
        {
            Read(_gate);
            Assert.True(_gate.IsHeldByThisThread);
            return Task.CompletedTask;
        });

        Assert.False(_gate.IsHeldByThisThread);
    }

    [Fact]
    public async Task Answer_WhileASendWaits_IsRead()
    {
        var open = new TaskCompletionSource();
        var sending = _gate.SendAsync(() => open.Task);

        Assert.False(_gate.IsHeldByThisThread);
        await ReadElsewhereAsync(_gate);

        open.SetResult();
        await sending;
    }

    [Fact]
    public async Task Thread_ThatIsBusyForTooLong_IsWaitedForOnce()
    {
        var gate = new AmqpGate { LongestWrite = Moment };
        await gate.SendAsync(async () =>
        {
            Task reading;
            using (ExecutionContext.SuppressFlow())
            {
                reading = Task.Run(() => Read(gate), Token);
            }

            reading.Wait(Token);
            Assert.False(gate.IsHeldByThisThread);
            await reading;
        });

        Assert.False(gate.IsHeldByThisThread);
    }

    [Fact]
    public async Task Send_ThatFailsAtOnce_LeavesTheGateOpen()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _gate.SendAsync(static () => throw new InvalidOperationException("Refused.")));

        Assert.False(_gate.IsHeldByThisThread);
    }

    // It waits for longer than a test does.
    private static AmqpGate Patient() => new() { LongestWrite = Patience * 2 };

    private static Task ReadElsewhereAsync(AmqpGate gate) => Task.Run(() => Read(gate), Token).WaitAsync(Patience, TimeProvider.System, Token);

    private static void Read(AmqpGate gate) => gate.OnRead(null!, Disposition.Code, numberOfBytes: 20);
}
