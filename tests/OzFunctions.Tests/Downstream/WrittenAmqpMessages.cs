using System.Collections.Concurrent;
using Microsoft.Azure.Amqp;
using OzFunctions.Web.Destinations;

namespace OzFunctions.Tests.Downstream;

/// <summary>Watches the messages that this test writes through an SDK.</summary>
internal sealed class WrittenAmqpMessages : AmqpTrace, IDisposable
{
    private readonly AmqpTrace _replaced;
    private readonly AsyncLocal<bool> _isOurs = new() { Value = true };

    public WrittenAmqpMessages()
    {
        // The gate takes this place when it is first used.
        Assert.False(AmqpGate.IsClosed);
        _replaced = Provider;
        Provider = this;
    }

    /// <summary>Of each message, whether answers were kept away while it was written.</summary>
    public ConcurrentQueue<bool> AreGuarded { get; } = new();

    public override void AmqpOpenConnection(object source, object connection) => _replaced.AmqpOpenConnection(source, connection);

    public override void AmqpSentMessage(object source, uint deliveryId, long bytes)
    {
        if (_isOurs.Value)
        {
            AreGuarded.Enqueue(AmqpGate.IsClosed && ((AmqpLink)source).Session.Connection.UsageMeter is AmqpGate);
        }
    }

    public void Dispose() => Provider = _replaced;
}
