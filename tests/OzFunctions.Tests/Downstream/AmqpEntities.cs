using Amqp.Framing;
using Amqp.Listener;

namespace OzFunctions.Tests.Downstream;

/// <summary>The queues, topics and hubs of a broker. A link to any name is accepted unless a test rejects it.</summary>
internal sealed class AmqpEntities(AmqpBroker broker) : ILinkProcessor
{
    public void Process(AttachContext attachContext)
    {
        var entity = ((Target)attachContext.Attach.Target).Address.Trim('/');
        broker.Links.Enqueue(entity);
        if (broker.Refuse(entity) is { } error)
        {
            attachContext.Complete(error);
            return;
        }

        attachContext.Attach.MaxMessageSize = broker.MaxMessageSize;
        attachContext.Complete(new Endpoint(broker, entity, attachContext.Link), initialCredit: 100);
    }

    private sealed class Endpoint(AmqpBroker broker, string entity, ListenerLink link) : TargetLinkEndpoint(null, link)
    {
        public override void OnMessage(MessageContext messageContext) => broker.Receive(BrokerMessage.Of(entity, messageContext), messageContext);
    }
}
