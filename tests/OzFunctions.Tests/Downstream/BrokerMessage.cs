using System.Text.Json.Nodes;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;

namespace OzFunctions.Tests.Downstream;

/// <summary>A message as a broker received it.</summary>
internal sealed record BrokerMessage(string Entity, string? Id, string? Session, string? Subject, string? CorrelationId, string? ContentType, string? PartitionKey, byte[] Body, ListenerLink Link)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public static BrokerMessage Of(string entity, MessageContext context)
    {
        var message = context.Message;
        return new BrokerMessage(
            entity,
            message.Properties?.MessageId,
            message.Properties?.GroupId,
            message.Properties?.Subject,
            message.Properties?.CorrelationId,
            message.Properties?.ContentType,
            message.MessageAnnotations?[(Symbol)"x-opt-partition-key"] as string,
            (message.BodySection as Data)?.Binary ?? [],
            context.Link);
    }
}
