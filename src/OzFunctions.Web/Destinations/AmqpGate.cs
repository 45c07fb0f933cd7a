using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace OzFunctions.Web.Destinations;

/// <summary>
/// Keeps answers away from the AMQP library of the SDKs while a message is being written. After writing a message the library looks at it again, and if the answer is being processed at
/// that moment, it takes the message for accepted, whatever the answer is (<c>AmqpLink.SendDelivery</c> of Microsoft.Azure.Amqp 2.7.3). A rejected notification would count as delivered.
/// </summary>
/// <remarks>Messages that wait for a link to be opened are written by other threads, and are not covered; nor are those that such a thread finds waiting behind its own.</remarks>
internal sealed class AmqpGate : AmqpTrace, IAmqpUsageMeter
{
    private static readonly ReaderWriterLockSlim Writing = new();

    static AmqpGate() => Provider = new AmqpGate();

    /// <summary>Whether this thread is writing a message.</summary>
    internal static bool IsClosed => Writing.IsReadLockHeld;

    /// <summary>Sends a message.</summary>
    /// <param name="send">Sends it through an SDK.</param>
    /// <returns>The SDK's task.</returns>
    public static Task SendAsync(Func<Task> send)
    {
        Writing.EnterReadLock();
        try
        {
            // An SDK whose link is open writes the message before it returns its task.
            return send();
        }
        finally
        {
            Writing.ExitReadLock();
        }
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
        if (frameCode == Disposition.Code)
        {
            Writing.EnterWriteLock();
            Writing.ExitWriteLock();
        }
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
}
