using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>Stops the processor after every single storage operation in turn, and starts it again.</summary>
[StartsProcesses]
public sealed class CrashPointTests(AzuriteFixture shared) : IAsyncLifetime
{
    private const int MostOperations = 400;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // One endpoint is healthy, one rejects each notification once, and one is down at first, so that its deliveries wait, are probed and are released.
    private static readonly NotificationSettings Settings = Endpoints.Settings(Endpoints.Named("healthy", "folder.*"), Endpoints.Named("flaky", "folder.*"), Endpoints.Named("down", "folder.*"));

    private static readonly string[] Webhooks =
    [
        """{"folder_id":"f1","meta_data":{"transaction_id":"t1"},"analyses":[{"analysis_id":"a","group_id":"g","state":"PROCESSING","time_updated":1}]}""",
        """{"folder_id":"f1","analyses":[{"analysis_id":"a","group_id":"g","state":"FINISHED","resolution_status":"DECLINED","time_updated":2}]}""",
    ];

    private static readonly string[] Owed =
    [
        "down 1 folder.resolution_changed", "down 2 folder.resolution_changed",
        "flaky 1 folder.resolution_changed", "flaky 2 folder.resolution_changed", "healthy 1 folder.resolution_changed", "healthy 2 folder.resolution_changed",
    ];

    private static readonly WorkQueueName[] Queues = [WorkQueueName.Changes, WorkQueueName.Deliveries, WorkQueueName.Runs];

    private OwnAzurite _azurite = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _azurite = await shared.StartOwnAsync();

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Processor_StoppedAfterAnyOperation_LosesAndInventsNothing(bool isFlex)
    {
        var (operations, _) = await RunAsync(lastOperation: MostOperations, isFlex);
        Assert.InRange(operations, isFlex ? 20 : 40, MostOperations - 1);

        var crashed = new ConcurrentBag<int>();
        await Parallel.ForEachAsync(Enumerable.Range(1, operations), new ParallelOptions { MaxDegreeOfParallelism = 24, CancellationToken = Token }, async (last, _) =>
        {
            if ((await RunAsync(last, isFlex)).Crashed)
            {
                crashed.Add(last);
            }
        });

        // The number of operations varies a little with the order of concurrent work.
        Assert.InRange(crashed.Count, operations * 8 / 10, operations);
    }

    private async Task<(int Operations, bool Crashed)> RunAsync(int lastOperation, bool isFlex)
    {
        var account = _azurite.NewAccount();
        var sender = new NotedSender();
        var crash = new CrashPolicy(lastOperation);
        var first = new ProcessUnderTest(account, crash, Settings, sender, TimeProvider.System, consumes: !isFlex);
        if (isFlex)
        {
            await FailBeforehandAsync(account, first);
        }

        await first.StartAsync();
        var acknowledged = await PostAsync(first, from: 0);

        // On Flex Consumption, the HTTP process follows up its own changes and consumes no messages.
        await Task.WhenAny(crash.Crashed.Task, isFlex ? Poll.UntilAsync(() => first.Own.Count == 0) : DrainedAsync(account, sender, first));
        var hasCrashed = crash.Crashed.Task.IsCompleted;
        await first.DisposeAsync();
        var operations = crash.Operations;

        // The clock of the second process is a minute ahead, so all claims of the first process have expired.
        var second = new ProcessUnderTest(account, new CrashPolicy(int.MaxValue), Settings, sender, new LaterClock());
        await second.StartAsync();
        await PostAsync(second, from: acknowledged);
        await DrainedAsync(account, sender, second);
        await second.DisposeAsync();

        await AssertWellAsync(second, sender, $"stopped after operation {lastOperation}");
        return (operations, hasCrashed);
    }

    // On Flex Consumption the failing endpoint is known to be failing, so its deliveries wait from the beginning.
    private static async Task FailBeforehandAsync(string account, ProcessUnderTest known)
    {
        await using var before = new ProcessUnderTest(account, new CrashPolicy(int.MaxValue), Settings, new NotedSender(), TimeProvider.System, consumes: false);
        var now = TimeProvider.System.GetUtcNow();
        await before.Monitor.EnqueueProbeAsync(await before.Monitor.ChangeAsync("down", health => health.TurnedFailing(now, now), Token), TimeSpan.FromSeconds(1), Token);
        try
        {
            await known.Monitor.ReadAsync("down", Token);
        }
        catch (CrashPolicy.ProcessCrashedException)
        {
            // This is the first operation, so the policy may stop the process here.
        }
    }

    /// <summary>Posts webhooks as Oz does: one after the other, and after a restart again those that were not acknowledged.</summary>
    private static async Task<int> PostAsync(ProcessUnderTest rig, int from)
    {
        for (var i = from; i < Webhooks.Length; i++)
        {
            try
            {
                await rig.Ingest.ApplyAsync(Payloads.Read(Webhooks[i], "transaction_id"), ChangeCause.Webhook, Token);
            }
            catch (CrashPolicy.ProcessCrashedException)
            {
                return i;
            }
        }

        return Webhooks.Length;
    }

    // Empty queues alone are not enough: a message that moves from one queue to another can be missed in both, because they are read one after the other.
    private static async Task DrainedAsync(string account, NotedSender sender, ProcessUnderTest process)
    {
        var patience = Stopwatch.StartNew();
        while (sender.Taken.Distinct().Count() < Owed.Length || !await IsDrainedAsync(account))
        {
            if (patience.Elapsed > Patience)
            {
                Assert.Fail($"A message is left, or a notification is missing. {await DescribeAsync(account, sender, process)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Token);
        }
    }

    private static async Task<string> DescribeAsync(string account, NotedSender sender, ProcessUnderTest process)
    {
        var parts = new List<string> { $"Taken: {List(sender)}", $"{await process.Monitor.ReadAsync("down", Token)}" };
        parts.AddRange((await process.Deliveries.OfVersionsAsync("f1", 1, 2, Token)).SelectMany(static version => version).Select(static delivery => $"{delivery}"));
        parts.AddRange((await process.Parked.ListAsync(new ParkedFilter(DeliveryFilter.Undelivered), null, 100, Token)).Items.Select(static entry => $"listed: {entry}"));
        foreach (var queue in Queues)
        {
            parts.Add($"{queue}: {await ProcessQueues.CountAsync(account, queue, Token)} messages");
        }

        return string.Join("\n", parts);
    }

    // The deliveries queue is created by a retry; both queues exist when all notifications are done.
    private static async Task<bool> IsDrainedAsync(string account)
    {
        foreach (var queue in Queues)
        {
            if (await ProcessQueues.CountAsync(account, queue, Token) is not 0)
            {
                return false;
            }
        }

        return true;
    }

    private static async Task AssertWellAsync(ProcessUnderTest rig, NotedSender sender, string when)
    {
        var folder = (await rig.Store.FindAsync("f1", Token))!.Folder!;
        Assert.True(folder is { Version: 2, Result.Statuses.SystemResolution: Core.Statuses.Status.Declined }, when);
        Assert.Equal(0, await rig.Queues.CountPoisonAsync(Token));

        Assert.True(Owed.SequenceEqual(sender.Taken.Distinct().Order(StringComparer.Ordinal)), $"{when}: {List(sender)}");

        var states = (await rig.Deliveries.OfVersionsAsync("f1", 1, 2, Token)).SelectMany(static version => version).ToList();
        Assert.Equal(6, states.Count);
        Assert.All(states, delivery => Assert.True(delivery.State is DeliveryState.Delivered, $"{when}: {delivery}"));
        Assert.Empty((await rig.Parked.ListAsync(new ParkedFilter(DeliveryFilter.Undelivered), null, 100, Token)).Items);
        var health = await rig.Monitor.ReadAsync("down", Token);

        // The row may still name a release that ended before its request was recorded, but none that goes on.
        var release = health.Release is { } named ? await rig.Runs.FindAsync(named, Token) : null;
        Assert.True(health.State is EndpointState.Healthy && release?.Value.State is not RunState.Running, $"{when}: {health}");
    }

    private static string List(NotedSender sender) => string.Join(", ", sender.Taken.Order(StringComparer.Ordinal));

    private sealed class NotedSender : INotificationSender
    {
        private const int FailuresOfTheOneThatIsDown = 4;

        private readonly ConcurrentDictionary<string, byte> _tried = new();
        private int _failures;

        public ConcurrentQueue<string> Taken { get; } = new();

        public Task<AttemptResult> SendAsync(Notification notification, CancellationToken cancellationToken)
        {
            var name = notification.Endpoint.Name;
            var isFirst = _tried.TryAdd($"{name} {notification.Delivery.WebhookId}", 0);
            if ((name == "down" && Interlocked.Increment(ref _failures) <= FailuresOfTheOneThatIsDown) || (name == "flaky" && isFirst))
            {
                return Task.FromResult(new AttemptResult(500));
            }

            Taken.Enqueue($"{name} {JsonNode.Parse(notification.Data.Json.Span)!["version"]} {notification.Delivery.Key.Type}");
            return Task.FromResult(new AttemptResult(200));
        }
    }
}
