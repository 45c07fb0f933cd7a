using System.Collections.Concurrent;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Sasl;
using Amqp.Types;

namespace OzFunctions.Tests.Downstream;

/// <summary>
/// A broker on loopback that speaks AMQP 1.0 as Service Bus and Event Hubs do, as far as senders see of them: tokens by <c>$cbs</c>, links, settlement.
/// It takes every message, until a test says otherwise.
/// </summary>
internal sealed class AmqpBroker : IDisposable
{
    private readonly ContainerHost _host;
    private readonly AmqpTokens _tokens = new();

    private AmqpBroker(int port)
    {
        Port = port;
        _host = new ContainerHost(new Address("127.0.0.1", port, null, null, "/", "AMQP"));
        _host.Listeners[0].SASL.EnableMechanism((Symbol)"MSSBCBS", SaslProfile.Anonymous);
        _host.Listeners[0].AMQP.MaxFrameSize = 64 * 1024;
        _host.RegisterRequestProcessor("$cbs", _tokens);
        _host.RegisterLinkProcessor(new AmqpEntities(this));
    }

    public int Port { get; }

    /// <summary>The largest message in bytes, as the links say it. That of the standard tier of Service Bus.</summary>
    public ulong MaxMessageSize { get; set; } = 256 * 1024;

    /// <summary>What comes of a message; null leaves it without an answer.</summary>
    public Func<BrokerMessage, DeliveryState?> Answer { get; set; } = static _ => new Accepted();

    /// <summary>Why a link is refused; null where it is not.</summary>
    public Func<string, Error?> Refuse { get; set; } = static _ => null;

    /// <summary>Every message, in the order in which they came.</summary>
    public ConcurrentQueue<BrokerMessage> All { get; } = new();

    /// <summary>Those that were accepted.</summary>
    public ConcurrentQueue<BrokerMessage> Taken { get; } = new();

    /// <summary>For which entities links were asked, in order.</summary>
    public ConcurrentQueue<string> Links { get; } = new();

    /// <summary>The tokens that were shown.</summary>
    public ConcurrentQueue<string> Tokens => _tokens.Shown;

    /// <summary>What a token is answered: 202 is accepted.</summary>
    public (int Status, string Description) TokenAnswer
    {
        set => _tokens.Answer = value;
    }

    public string ConnectionString =>
        $"Endpoint=sb://127.0.0.1:{Port};SharedAccessKeyName=send;SharedAccessKey=c2VjcmV0LTQ3MTE=;UseDevelopmentEmulator=true";

    public static AmqpBroker Start(int? port = null)
    {
        var broker = new AmqpBroker(port ?? FreePort.Find());
        broker._host.Open();
        return broker;
    }

    public static DeliveryState Rejected(string condition, string description) => new Rejected { Error = ErrorOf(condition, description) };

    public static Error ErrorOf(string condition, string description) => new((Symbol)condition) { Description = description };

    public void Dispose() => _host.Close();

    /// <summary>Takes a message that came over a link.</summary>
    internal void Receive(BrokerMessage message, MessageContext context)
    {
        All.Enqueue(message);
        var state = Answer(message);
        if (state is Accepted)
        {
            Taken.Enqueue(message);
        }

        if (state is not null && !context.Link.IsClosed)
        {
            context.Link.DisposeMessage(context.Message, state, settled: true);
        }
    }
}
