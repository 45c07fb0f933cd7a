using System.Collections.Concurrent;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;

namespace OzFunctions.Tests.Downstream;

/// <summary>The broker's node that receives tokens (AMQP Claims-Based Security).</summary>
internal sealed class AmqpTokens : IRequestProcessor
{
    public int Credit => 100;

    public ConcurrentQueue<string> Shown { get; } = new();

    public (int Status, string Description) Answer { get; set; } = (202, "Accepted");

    public void Process(RequestContext context)
    {
        Shown.Enqueue($"{context.Message.Body}");
        context.Complete(new Message
        {
            ApplicationProperties = new ApplicationProperties { ["status-code"] = Answer.Status, ["status-description"] = Answer.Description },
        });
    }
}
