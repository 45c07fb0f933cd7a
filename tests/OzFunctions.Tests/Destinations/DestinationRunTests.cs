using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Amqp.Framing;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Hosting;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.EndToEnd;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.Destinations;

/// <summary>Whole runs, from the webhook to the content of a queue, topic or hub: real servers, real storage, and services that fail.</summary>
[StartsProcesses]
public sealed class DestinationRunTests(AzuriteFixture azurite) : IDisposable
{
    private const string Type = "folder.resolution_changed";
    private const string Queue = "oz-folders";
    private const int Folders = 30;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // An attempt may meet the closing of the link that was refused to another.
    private static readonly string?[] Missing =
        [null, "ServiceBus: not found: there is no queue, topic or event hub of this name", "ServiceBus: the connection was closed", "ServiceBus: refused (GeneralError)"];

    private readonly AmqpBroker _broker = AmqpBroker.Start();
    private readonly string _account = azurite.NewAccount();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Folders_AreDeliveredToEveryKind_ByTwoServers_WhileOneQueueSometimesRejectsAndOneIsMissing()
    {
        using var root = CertificateAuthority.Root("root");
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory.File("trusted.pem"), root.Certificate.ExportCertificatePem(), Token);
        await using var webhook = await Sink.StartAsync();
        await using var topic = await Sink.StartAsync(listen => listen.UseHttps(root.Issue("localhost")));
        var queue = new QueueClient(_account, Queue);
        await queue.CreateAsync(cancellationToken: Token);

        // One queue rejects every fifth message at its first attempt; another queue does not exist.
        var seen = new ConcurrentDictionary<string, byte>();
        _broker.Answer = message => message.Entity == "bus" && seen.TryAdd(message.Id!, 0) && seen.Count % 5 == 0
            ? AmqpBroker.Rejected("amqp:internal-error", "Try again.")
            : new Accepted();
        _broker.Refuse = static entity => entity == "gone" ? AmqpBroker.ErrorOf("amqp:not-found", "The messaging entity 'gone' could not be found.") : null;

        var settings = Settings();
        settings["SSL_CERT_FILE"] = directory.File("trusted.pem");
        ServerSettings.WithEndpoint(settings, "webhook", [("Url", $"{webhook.Url}"), ("Secrets__0", Endpoints.Secret), ("Format", "CloudEvents"), ("Events__0", Type)]);
        ServerSettings.WithEndpoint(settings, "bus", Bus("ServiceBus", "bus"));
        ServerSettings.WithEndpoint(settings, "gone", Bus("ServiceBus", "gone"));
        ServerSettings.WithEndpoint(settings, "hub", Bus("EventHubs", "hub"));
        ServerSettings.WithEndpoint(settings, "grid", [("Kind", "EventGrid"), ("TopicEndpoint", $"https://localhost:{topic.Port}/api/events"), ("AccessKey", "key"), ("Events__0", Type)]);
        ServerSettings.WithEndpoint(settings, "queue", [("Kind", "StorageQueue"), ("ConnectionString", _account), ("EntityName", Queue), ("Events__0", Type)]);
        await using var one = await ServerProcess.StartAsync(settings);
        await using var two = await ServerProcess.StartAsync(settings);

        await PostAsync(i => i % 2 == 0 ? one : two, "PROCESSING");
        await Poll.UntilAsync(() => Taken("bus") >= Folders && Taken("hub") >= Folders);
        await PostAsync(i => i % 2 == 0 ? two : one, "DECLINED");
        await Poll.UntilAsync(() => Taken("bus") >= 2 * Folders && Taken("hub") >= 2 * Folders
            && webhook.Taken.DistinctBy(static received => received.Id).Count() >= 2 * Folders && topic.Taken.DistinctBy(static received => IdOf(received.Json[0]!)).Count() >= 2 * Folders);

        // Each change has one id, and the same bytes in each attempt and for every kind.
        var told = webhook.Taken.DistinctBy(static received => received.Id).ToDictionary(static received => received.Id, static received => received.Text);
        Assert.Equal(2 * Folders, told.Count);
        Assert.All(_broker.All, message => Assert.Equal(told[message.Id!], Encoding.UTF8.GetString(message.Body)));
        Assert.All(topic.All, received => Assert.Equal(told[IdOf(received.Json[0]!)], received.Json[0]!.ToJsonString()));
        Assert.Equal(told.Keys.Order(StringComparer.Ordinal), (await ReceiveAsync(queue, told.Count)).Order(StringComparer.Ordinal));

        // Messages with the same session or partition arrive in the order of the folder's versions.
        AssertOrdered(_broker.Taken.Where(static message => message.Entity == "bus"), static message => message.Session!);
        AssertOrdered(_broker.Taken.Where(static message => message.Entity == "hub"), static message => message.PartitionKey!);

        // The missing queue receives all messages once it exists.
        var (_, waiting) = await one.AdminAsync(HttpMethod.Get, "deliveries?state=waiting&endpoint=gone&limit=5");
        Assert.All(waiting["items"]!.AsArray(), static item => Assert.Contains((string?)item!["lastError"], Missing));
        _broker.Refuse = static _ => null;
        await one.AdminAsync(HttpMethod.Post, "endpoints/gone/enable");
        await Poll.UntilAsync(() => Taken("gone") >= 2 * Folders);
        await one.WaitForAsync("deliveries?limit=5", static list => list["items"]!.AsArray().Count == 0);
        Assert.DoesNotContain("c2VjcmV0", one.Output + two.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyServer_KilledWhenTheServiceHasTheMessage_SendsItAgainUnderTheSameId()
    {
        var settings = Settings();
        ServerSettings.WithEndpoint(settings, "bus", [.. Bus("ServiceBus", "bus"), ("Timeout", "00:00:01")]);
        var server = await ServerProcess.StartAsync(settings);
        var killed = new TaskCompletionSource();
        _broker.Answer = _ =>
        {
            if (!killed.Task.IsCompleted)
            {
                Process.GetProcessById(server.ProcessId).Kill();
                killed.SetResult();
            }

            return new Accepted();
        };

        Assert.Empty(SdksOf(server));
        await PostAsync(_ => server, "DECLINED", folders: 1);
        await killed.Task.WaitAsync(Patience, Token);
        await server.DisposeAsync();
        await using var again = await ServerProcess.StartAsync(settings);
        await Poll.UntilAsync(() => _broker.All.Count >= 2);

        Assert.Single(_broker.All.Select(static message => (message.Id, Convert.ToHexString(message.Body))).Distinct());
        await again.WaitForAsync("folders/f0/history", static history => (string?)history["items"]![0]!["deliveries"]![0]!["state"] == "delivered");
        Assert.Equal(["Azure.Messaging.ServiceBus.dll"], SdksOf(again));

        // A replay is a new message whose correlation id is the id of the original.
        var id = _broker.All.First().Id;
        await again.RunAsync("deliveries/replay?endpoint=bus&state=delivered&folder=f0");
        await Poll.UntilAsync(() => _broker.All.Any(message => message.Id == $"{id}_r1" && message.CorrelationId == id && (string?)message.Json["data"]!["replayOf"] == id));
    }

    public void Dispose() => _broker.Dispose();

    // Loaded assemblies are mapped into the memory of the process.
    private static IEnumerable<string> SdksOf(ServerProcess server) => File.ReadLines($"/proc/{server.ProcessId}/maps")
        .Select(static line => Path.GetFileName(line))
        .Where(static file => file.StartsWith("Azure.Messaging.", StringComparison.Ordinal))
        .Distinct();

    private static string IdOf(JsonNode told) => (string)told["id"]!;

    private static void AssertOrdered(IEnumerable<BrokerMessage> messages, Func<BrokerMessage, string> key)
    {
        var folders = messages.GroupBy(key).ToList();
        Assert.Equal(Folders, folders.Count);
        Assert.All(folders, static folder => Assert.Equal([1, 2], folder.Select(static message => (long)message.Json["data"]!["version"]!).Distinct()));
        Assert.All(folders, static folder => Assert.All(folder, message => Assert.Equal(folder.Key, (string?)message.Json["subject"])));
    }

    private static async Task PostAsync(Func<int, ServerProcess> server, string resolution, int folders = Folders) =>
        await Parallel.ForEachAsync(Enumerable.Range(0, folders), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Token }, async (i, _) =>
        {
            var body = PayloadJson.Folder([PayloadJson.Analysis("a", resolution == "PROCESSING" ? resolution : "FINISHED", resolution, resolution == "PROCESSING" ? 1 : 2)], id: $"f{i}").ToJsonString();
            Assert.Equal(HttpStatusCode.OK, await server(i).PostUntilTakenAsync(() => new StringContent(body, Encoding.UTF8, "application/json")));
        });

    private static async Task<IReadOnlyCollection<string>> ReceiveAsync(QueueClient queue, int count)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        await Poll.UntilAsync(async () =>
        {
            var messages = await queue.ReceiveMessagesAsync(maxMessages: 32, visibilityTimeout: TimeSpan.FromMinutes(5), cancellationToken: Token);
            ids.UnionWith(messages.Value.Select(static message => IdOf(JsonNode.Parse(Convert.FromBase64String(message.MessageText))!)));
            return messages.Value.Length == 0 && ids.Count >= count;
        });
        return ids;
    }

    private int Taken(string entity) => _broker.Taken.Where(message => message.Entity == entity).DistinctBy(static message => message.Id).Count();

    private (string Name, string Value)[] Bus(string kind, string entity) =>
        [("Kind", kind), ("ConnectionString", _broker.ConnectionString), ("EntityName", entity), ("Events__0", Type)];

    private Dictionary<string, string> Settings()
    {
        var settings = ServerSettings.Production(_account);
        for (var i = 0; i < 30; i++)
        {
            settings[$"Notifications__Schedule__{i}"] = "00:00:01";
        }

        return settings;
    }
}
