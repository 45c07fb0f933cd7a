using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace OzFunctions.Web.Destinations;

/// <summary>
/// Keeps answers away from the AMQP library of the SDKs while a message is being written. After writing a message the library looks at it again, and if the answer is being processed at
/// that moment, it takes the message for accepted, whatever the answer is (<c>AmqpLink.SendDelivery</c> of Microsoft.Azure.Amqp 2.7.3). A rejected notification would count as delivered.
/// </summary>
internal sealed class AmqpGate : AmqpTrace, IAmqpUsageMeter
{
    private static readonly ReaderWriterLockSlim Writing = new();

    // An SDK may write a message on any thread, once its link is open. The value goes with the operation: the runtime reports when it arrives on a thread and when it leaves it.
    private static readonly AsyncLocal<bool> IsSending = new(static change => Pass(change.CurrentValue));

    static AmqpGate() => Provider = new AmqpGate();

    /// <summary>Whether this thread may be writing a message, and answers wait.</summary>
    internal static bool IsClosed => Writing.IsReadLockHeld;

    /// <summary>Sends a message.</summary>
    /// <param name="send">Sends it through an SDK.</param>
    /// <returns>A task that completes when the SDK's does.</returns>
    public static async Task SendAsync(Func<Task> send)
    {
        IsSending.Value = true;
        await send();
    }

    /// <inheritdoc/>
    public override void AmqpOpenConnection(object source, object connection)
    {
        base.AmqpOpenConnection(source, connection);
        ((AmqpConnection)connection).UsageMeter = this;
    }

    /// <inheritdoc/>
    public void OnRead(AmqpConnection connection, ulong frameCode, int numberOfBytes)
    {
        if (frameCode != Disposition.Code)
        {
            return;
        }

        // A connection that a send opened is read as a part of that send, but a thread that reads is not writing.
        var isSending = IsClosed;
        Pass(isSending: false);
        Writing.EnterWriteLock();
        Writing.ExitWriteLock();
        Pass(isSending);
    }

    /// <inheritdoc/>
    public void OnWrite(AmqpConnection connection, ulong frameCode, int numberOfBytes)
    {
    }

    /// <inheritdoc/>
    public void OnTransportRead(int bufferSize, int readSize, int cacheHits, long latencyTicks)
    {
    }

    /// <inheritdoc/>
    public void OnTransportWrite(int bufferSize, int writeSize, long queueSize, long latencyTicks)
    {
    }

    private static void Pass(bool isSending)
    {
        if (isSending == IsClosed)
        {
            return;
        }

        if (isSending)
        {
            Writing.EnterReadLock();
        }
        else
        {
            Writing.ExitReadLock();
        }
    }
}
