using Microsoft.Azure.Amqp;

namespace OzFunctions.Web.Destinations;

/// <summary>Gives each AMQP connection the gate of the send that opens it.</summary>
internal sealed class AmqpConnections : AmqpTrace
{
    /// <inheritdoc/>
    public override void AmqpOpenConnection(object source, object connection)
    {
        base.AmqpOpenConnection(source, connection);
        ((AmqpConnection)connection).UsageMeter = AmqpGate.OfThisSend;
    }
}
