using Microsoft.Azure.Amqp.Framing;
using OzFunctions.Web.Destinations;

namespace OzFunctions.Tests.Destinations;

public sealed class AmqpGateTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_WhileAMessageIsBeingWritten_Waits(bool isAfterAnAwait)
    {
        var gate = new AmqpGate();
        using ManualResetEventSlim writing = new(), written = new();
        var sending = Task.Run(() => AmqpGate.SendAsync(async () =>
        {
            if (isAfterAnAwait)
            {
                await Task.Yield();
            }

            writing.Set();
            written.Wait(Token);
        }), Token);
        writing.Wait(Token);

        gate.OnRead(null!, Flow.Code, numberOfBytes: 20);
        var answer = Task.Run(() => gate.OnRead(null!, Disposition.Code, numberOfBytes: 20), Token);
        await Task.WhenAny(answer, Task.Delay(Moment, TimeProvider.System, Token));
        Assert.False(answer.IsCompleted);

        written.Set();
        await Task.WhenAll(sending, answer);
    }

    [Fact]
    public async Task Answer_ReadAsAPartOfASend_DoesNotWaitForItself()
    {
        var gate = new AmqpGate();

        await AmqpGate.SendAsync(() =>
        {
            gate.OnRead(null!, Disposition.Code, numberOfBytes: 20);
            Assert.True(AmqpGate.IsClosed);
            return Task.CompletedTask;
        });

        Assert.False(AmqpGate.IsClosed);
    }

    [Fact]
    public async Task Answer_WhileASendWaits_IsRead()
    {
        var gate = new AmqpGate();
        var open = new TaskCompletionSource();
        var sending = AmqpGate.SendAsync(() => open.Task);

        gate.OnRead(null!, Disposition.Code, numberOfBytes: 20);

        Assert.False(sending.IsCompleted);
        open.SetResult();
        await sending;
    }

    [Fact]
    public async Task Send_ThatFailsAtOnce_LeavesTheGateOpen()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(static () => AmqpGate.SendAsync(static () => throw new InvalidOperationException("Refused.")));

        Assert.False(AmqpGate.IsClosed);
    }
}
