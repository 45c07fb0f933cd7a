using System.Collections.Concurrent;
using System.Diagnostics;
using Amqp.Framing;
using OzFunctions.Benchmarks.Load;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Benchmarks.Chaos.Endpoints;

/// <summary>A queue of Service Bus or an event hub, at a broker of its own.</summary>
/// <param name="name">Its name in the settings.</param>
/// <param name="behavior">How it responds to notifications.</param>
/// <param name="kind">Which of the two it is.</param>
internal sealed class BrokerEndpoint(string name, EndpointBehavior behavior, EndpointKind kind) : ChaosEndpoint(name, behavior)
{
    private const string Entity = "chaos";

    private readonly ConcurrentQueue<LoadSink.Arrival> _accepted = new();
    private AmqpBroker? _broker;

    /// <inheritdoc/>
    public override IReadOnlyCollection<LoadSink.Arrival> Accepted => _accepted;

    /// <inheritdoc/>
    public override void Write(Dictionary<string, string> settings) => settings.WithEndpoint(
        Name,
        [("Kind", $"{kind}"), ("ConnectionString", AmqpBroker.ConnectionStringOf(Host, Port)), ("EntityName", Entity), ("Timeout", $"{Timeout:c}")],
        Events);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _broker?.Dispose();
        return base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override Task ListenAsync()
    {
        _broker = AmqpBroker.Start(Port, Answer);
        return Task.CompletedTask;
    }

    private Amqp.Framing.DeliveryState? Answer(BrokerMessage message)
    {
        switch (Behavior.Next())
        {
            case EndpointReply.Accepted:
                _accepted.Enqueue(LoadSink.Arrival.Of(null, message.Body, Stopwatch.GetTimestamp()));
                return new Accepted();
            case EndpointReply.Unanswered:
                return null;
            default:
                return AmqpBroker.Rejected("amqp:internal-error", "The seed had it so.");
        }
    }
}
