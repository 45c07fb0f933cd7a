using System.Collections.Concurrent;
using Microsoft.Azure.Amqp;
using OzFunctions.Web.Destinations;

namespace OzFunctions.Tests.Downstream;

/// <summary>Watches the messages that a test writes through an SDK. Tests can watch theirs at the same time.</summary>
internal sealed class WrittenAmqpMessages : AmqpTrace
{
    private static readonly AsyncLocal<ConcurrentQueue<bool>?> Ours = new();

    private readonly AmqpTrace _replaced;

    static WrittenAmqpMessages() => Provider = new WrittenAmqpMessages();

    private WrittenAmqpMessages()
    {
        // The gates take this place when the first of them is used.
        Assert.Null(AmqpGate.OfThisSend);
        _replaced = Provider;
    }

    /// <summary>Watches the messages of this test.</summary>
    /// <returns>Of each message, whether the connection's answers were kept away while it was written.</returns>
    public static ConcurrentQueue<bool> Watch() => Ours.Value = new ConcurrentQueue<bool>();

    public override void AmqpOpenConnection(object source, object connection) => _replaced.AmqpOpenConnection(source, connection);

    public override void AmqpSentMessage(object source, uint deliveryId, long bytes) =>
        Ours.Value?.Enqueue(((AmqpLink)source).Session.Connection.UsageMeter is AmqpGate { IsHeldByThisThread: true });
}
