using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Hosting;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Benchmarks.Load;

/// <summary>
/// One endpoint of each kind: an AMQP broker for Service Bus and Event Hubs, an HTTPS server for Event Grid, a queue in Azurite, and a
/// webhook.
/// </summary>
internal sealed class EveryKind : IAsyncDisposable
{
    private const string Queue = "load-notifications";

    private readonly CertificateAuthority _root;
    private readonly TemporaryDirectory _directory;
    private readonly AmqpBroker _broker = AmqpBroker.Start();
    private readonly LoadSink _webhook;
    private readonly Sink _topic;
    private readonly QueueClient _queue;
    private readonly List<LoadSink.Arrival> _dequeued = [];
    private readonly string _storage;

    private EveryKind(LoadSink webhook, Sink topic, CertificateAuthority root, TemporaryDirectory directory, string storage)
    {
        (_webhook, _topic, _root, _directory, _storage) = (webhook, topic, root, directory, storage);
        _queue = new QueueClient(storage, Queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
    }

    /// <summary>Starts the services behind the endpoints.</summary>
    /// <param name="storage">The connection string of the storage account for the queue.</param>
    /// <returns>The running services.</returns>
    public static async Task<EveryKind> StartAsync(string storage)
    {
        var (root, directory) = (CertificateAuthority.Root("root"), new TemporaryDirectory());
        await File.WriteAllTextAsync(directory.File("trusted.pem"), root.Certificate.ExportCertificatePem());
        var topic = await Sink.StartAsync(listen => listen.UseHttps(root.Issue("localhost")));
        var kinds = new EveryKind(await LoadSink.StartAsync(), topic, root, directory, storage);
        await kinds._queue.CreateIfNotExistsAsync();
        return kinds;
    }

    /// <summary>Adds an endpoint of each kind to the settings of a server.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="type">The event type that each endpoint subscribes to.</param>
    public void Write(Dictionary<string, string> settings, string type)
    {
        settings["SSL_CERT_FILE"] = _directory.File("trusted.pem");
        settings
            .WithEndpoint("webhook", _webhook.Url, events: type)
            .WithEndpoint("service-bus", [("Kind", "ServiceBus"), ("ConnectionString", _broker.ConnectionString), ("EntityName", "bus")], type)
            .WithEndpoint("event-hubs", [("Kind", "EventHubs"), ("ConnectionString", _broker.ConnectionString), ("EntityName", "hub")], type)
            .WithEndpoint("event-grid", [("Kind", "EventGrid"), ("TopicEndpoint", $"https://localhost:{_topic.Port}/api/events"), ("AccessKey", "load-topic-key-0001")], type)
            .WithEndpoint("storage-queue", [("Kind", "StorageQueue"), ("ConnectionString", _storage), ("EntityName", Queue)], type);
    }

    /// <summary>Receives and deletes all messages of the storage queue. Not for concurrent use.</summary>
    /// <returns>A task that completes when the queue is empty.</returns>
    public async Task EmptyQueueAsync()
    {
        while ((await _queue.ReceiveMessagesAsync(_queue.MaxPeekableMessages)).Value is { Length: > 0 } messages)
        {
            _dequeued.AddRange(messages.Select(static message => Event(message.Body.ToMemory())));
            await Task.WhenAll(messages.Select(message => _queue.DeleteMessageAsync(message.MessageId, message.PopReceipt)));
        }
    }

    /// <summary>Returns what each endpoint received; for the storage queue, the messages received so far.</summary>
    /// <returns>The notifications by endpoint.</returns>
    public IReadOnlyDictionary<string, IReadOnlyCollection<LoadSink.Arrival>> Received() => new Dictionary<string, IReadOnlyCollection<LoadSink.Arrival>>
    {
        ["webhook"] = _webhook.Arrivals,
        ["service-bus"] = Of("bus"),
        ["event-hubs"] = Of("hub"),
        ["event-grid"] = [.. _topic.Taken.SelectMany(static received => Events(received.Body))],
        ["storage-queue"] = _dequeued,
    };

    /// <summary>Checks what each endpoint received, and prints a line for each.</summary>
    /// <param name="expected">The expected result of each folder, as for <see cref="LoadVerdict.JudgeAsync"/>.</param>
    /// <param name="output">The writer for the lines.</param>
    /// <returns>Whether notifications were owed, and none was lost, duplicated or wrong.</returns>
    public async Task<bool> AreRightAsync(IReadOnlyDictionary<string, string> expected, TextWriter output)
    {
        var areRight = true;
        foreach (var (endpoint, arrivals) in Received())
        {
            var verdict = await LoadVerdict.JudgeAsync(expected, arrivals, _storage);
            areRight &= verdict is { Lost: 0, Duplicated: 0, Wrong: 0, Owed: > 0 };
            await output.WriteLineAsync($"{endpoint,-14} {verdict.Owed:N0} notifications owed; lost {verdict.Lost}, duplicated {verdict.Duplicated}, wrong {verdict.Wrong}");
        }

        return areRight;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _broker.Dispose();
        await _webhook.DisposeAsync();
        await _topic.DisposeAsync();
        _root.Dispose();
        _directory.Dispose();
    }

    private static IEnumerable<LoadSink.Arrival> Events(byte[] batch)
    {
        using var json = JsonDocument.Parse(batch);
        return [.. json.RootElement.EnumerateArray().Select(static one => LoadSink.Arrival.Of($"{one.GetProperty("id")}", one, at: 0))];
    }

    private static LoadSink.Arrival Event(ReadOnlyMemory<byte> body) => LoadSink.Arrival.Of(id: null, body, at: 0);

    private List<LoadSink.Arrival> Of(string entity) => [.. _broker.Taken.Where(message => message.Entity == entity).Select(static message => Event(message.Body))];
}
