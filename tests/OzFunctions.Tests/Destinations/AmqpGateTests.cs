using Microsoft.Azure.Amqp.Framing;
using OzFunctions.Web.Destinations;

namespace OzFunctions.Tests.Destinations;

public sealed class AmqpGateTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answer_WhileAMessageIsBeingWritten_Waits()
    {
        var gate = new AmqpGate();
        using ManualResetEventSlim writing = new(), written = new();
        var sending = Task.Run(() => AmqpGate.SendAsync(() =>
        {
            writing.Set();
            written.Wait(Token);
            return Task.CompletedTask;
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
    public async Task Send_ThatFailsAtOnce_LeavesTheGateOpen()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(static () => AmqpGate.SendAsync(static () => throw new InvalidOperationException("Refused.")));

        Assert.False(AmqpGate.IsClosed);
    }
}
