using System.Collections.Concurrent;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Sasl;
using Amqp.Types;

namespace OzFunctions.Tests.Downstream;

/// <summary>
/// An AMQP 1.0 broker on loopback that behaves like Service Bus and Event Hubs, as far as senders can see: tokens through <c>$cbs</c>, links, settlement.
/// It accepts every message unless a test says otherwise.
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

    /// <summary>The maximum message size in bytes that the links announce. The default is that of the standard tier of Service Bus.</summary>
    public ulong MaxMessageSize { get; set; } = 256 * 1024;

    /// <summary>Decides the outcome of a message; null leaves it unsettled.</summary>
    public Func<BrokerMessage, DeliveryState?> Answer { get; set; } = static _ => new Accepted();

    /// <summary>Returns the error with which a link to an entity is rejected; null to accept it.</summary>
    public Func<string, Error?> Refuse { get; set; } = static _ => null;

    /// <summary>All messages in the order of arrival.</summary>
    public ConcurrentQueue<BrokerMessage> All { get; } = new();

    /// <summary>The accepted messages.</summary>
    public ConcurrentQueue<BrokerMessage> Taken { get; } = new();

    /// <summary>The entities for which links were requested, in order.</summary>
    public ConcurrentQueue<string> Links { get; } = new();

    /// <summary>The received tokens.</summary>
    public ConcurrentQueue<string> Tokens => _tokens.Shown;

    /// <summary>The response to a token; status 202 means accepted.</summary>
    public (int Status, string Description) TokenAnswer
    {
        set => _tokens.Answer = value;
    }

    public string ConnectionString => ConnectionStringOf("127.0.0.1", Port);

    /// <summary>Starts a broker.</summary>
    /// <param name="port">The port; a free one by default.</param>
    /// <param name="answer">The first <see cref="Answer"/>, if senders may already be trying to connect.</param>
    /// <returns>The broker.</returns>
    public static AmqpBroker Start(int? port = null, Func<BrokerMessage, DeliveryState?>? answer = null)
    {
        var broker = new AmqpBroker(port ?? FreePort.Find());
        broker.Answer = answer ?? broker.Answer;
        broker._host.Open();
        return broker;
    }

    /// <summary>The connection string of a broker that may not have been started yet.</summary>
    public static string ConnectionStringOf(string host, int port) =>
        $"Endpoint=sb://{host}:{port};SharedAccessKeyName=send;SharedAccessKey=c2VjcmV0LTQ3MTE=;UseDevelopmentEmulator=true";

    public static DeliveryState Rejected(string condition, string description) => new Rejected { Error = ErrorOf(condition, description) };

    public static Error ErrorOf(string condition, string description) => new((Symbol)condition) { Description = description };

    public void Dispose() => _host.Close();

    /// <summary>Handles a message that arrived over a link.</summary>
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
