using System.Collections.Concurrent;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace OzFunctions.Web.Destinations;

/// <summary>
/// Keeps answers away from the AMQP library of the SDKs while a message of the same endpoint is being written. After writing a message the library looks at it again, and if the answer is
/// being processed at that moment, it treats the message as accepted, whatever the answer is (<c>AmqpLink.SendDelivery</c> of Microsoft.Azure.Amqp 2.7.3). A rejected notification would
/// count as delivered.
/// </summary>
internal sealed class AmqpGate : IAmqpUsageMeter
{
    // An SDK may write a message on any thread, once its link is open. The value flows with the send, and the runtime reports each thread that the send enters or leaves. The report must
    // not wait for anything, because a thread on which the reader depends may be on its way in.
    private static readonly AsyncLocal<AmqpGate?> Current = new(static change =>
    {
        change.PreviousValue?.TryLeave();
        change.CurrentValue?.Enter();
    });

    private readonly ConcurrentDictionary<int, ManualResetEventSlim> _writers = new();

    static AmqpGate() => AmqpTrace.Provider = new AmqpConnections();

    /// <summary>The gate of the send to which this thread belongs; null for none.</summary>
    public static AmqpGate? OfThisSend => Current.Value;

    /// <summary>How long an answer waits for a thread. A message is written in far less, so a thread that takes longer is doing something else.</summary>
    public TimeSpan LongestWrite { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether answers wait for this thread, because it may be writing a message.</summary>
    internal bool IsHeldByThisThread => _writers.ContainsKey(Environment.CurrentManagedThreadId);

    /// <summary>Sends a message through an SDK.</summary>
    public async Task SendAsync(Func<Task> send)
    {
        Current.Value = this;
        await send();
    }

    /// <inheritdoc/>
    public void OnRead(AmqpConnection connection, ulong frameCode, int numberOfBytes)
    {
        if (frameCode != Disposition.Code)
        {
            return;
        }

        // A connection that a send opened is read as a part of that send, but a thread that reads is not writing.
        var isPartOfASend = TryLeave();
        foreach (var writer in _writers.ToArray())
        {
            if (!writer.Value.Wait(LongestWrite))
            {
                _writers.TryRemove(writer);
            }
        }

        if (isPartOfASend)
        {
            Enter();
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

    private void Enter() => _writers[Environment.CurrentManagedThreadId] = new ManualResetEventSlim();

    private bool TryLeave()
    {
        var isInside = _writers.TryRemove(Environment.CurrentManagedThreadId, out var writer);
        writer?.Set();
        return isInside;
    }
}
