using System.Collections.Concurrent;
using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Statuses;
using OzFunctions.Core.Webhooks;
using OzFunctions.Core.Work;
using OzFunctions.Storage.Folders;
using OzFunctions.Storage.Tables;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>
/// A process pauses between any two of its storage operations. Meanwhile another process takes over its abandoned work and does more; then the first process
/// continues with its old clock, unaware of the pause.
/// </summary>
[StartsProcesses]
public sealed class PausedProcessTests(AzuriteFixture shared) : IAsyncLifetime
{
    private const int MostOperations = 200;

    private static readonly NotificationSettings Settings = Endpoints.Settings(Endpoints.Named("bank", "folder.*"), Endpoints.Named("crm", "folder.*"));

    // The second process receives the last webhook.
    private static readonly string[] Webhooks =
    [
        """{"folder_id":"f1","meta_data":{"transaction_id":"t1"},"time_updated":1,"analyses":[{"analysis_id":"a","group_id":"g","state":"PROCESSING","time_updated":1}]}""",
        """{"folder_id":"f1","meta_data":{"transaction_id":"t2"},"time_updated":2,"analyses":[{"analysis_id":"a","group_id":"g","state":"FINISHED","resolution_status":"SUCCESS","time_updated":2}]}""",
        """{"folder_id":"f1","meta_data":{"transaction_id":"t3"},"time_updated":3,"analyses":[{"analysis_id":"b","group_id":"h","state":"FINISHED","resolution_status":"DECLINED","time_created":3,"time_updated":3}]}""",
    ];

    private OwnAzurite _azurite = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _azurite = await shared.StartOwnAsync();

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();

    [Fact]
    public async Task PausedProcess_AfterAnyOperation_LeavesNoWrongRowAndSendsNoWrongNotification()
    {
        var operations = await RunAsync(lastOperation: MostOperations);
        Assert.InRange(operations, 15, MostOperations - 1);

        await Parallel.ForEachAsync(
            Enumerable.Range(1, operations - 1), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Token }, async (last, _) => await RunAsync(last));
    }

    private async Task<int> RunAsync(int lastOperation)
    {
        var account = _azurite.NewAccount();
        var (sender, pause) = (new NotedSender(), new PausePolicy(lastOperation));
        var first = new ProcessUnderTest(account, pause, Settings, sender, new PausedClock(), consumes: false);
        await first.StartAsync();
        var working = WorkAsync(first);
        await Task.WhenAny(pause.Paused.Task, working);

        await using (var second = new ProcessUnderTest(account, new PausePolicy(int.MaxValue), Settings, sender, new LaterClock()))
        {
            await second.StartAsync();
            await ApplyAsync(second, Webhooks[^1]);
            await DrainedAsync(account);

            pause.GoOn();
            await working;
            await first.DisposeAsync();
            await DrainedAsync(account);
            await AssertWellAsync(second, account, sender, $"stood still after operation {lastOperation}");
        }

        return pause.Operations;
    }

    private static async Task WorkAsync(ProcessUnderTest rig)
    {
        foreach (var webhook in Webhooks[..^1])
        {
            await ApplyAsync(rig, webhook);
        }

        await Poll.UntilAsync(() => rig.Own.Count == 0);
    }

    private static Task<IngestResult> ApplyAsync(ProcessUnderTest rig, string webhook) => rig.Ingest.ApplyAsync(Payloads.Read(webhook, "transaction_id"), ChangeCause.Webhook, Token);

    private static async Task DrainedAsync(string account)
    {
        foreach (var queue in (WorkQueueName[])[WorkQueueName.Changes, WorkQueueName.Deliveries])
        {
            await Poll.UntilAsync(async () => await ProcessQueues.CountAsync(account, queue, Token) is null or 0);
        }
    }

    private static async Task AssertWellAsync(ProcessUnderTest rig, string account, NotedSender sender, string when)
    {
        var folder = (await rig.Store.FindAsync("f1", Token))!.Folder!;
        Assert.True(folder.Result.Statuses.SystemResolution is Status.Declined, when);
        // The table also contains the marker of dropped counts, if the other clock is in another hour.
        var rows = (await RowsAsync(account, TableNames.Index)).FindAll(static row => row.PartitionKey != HourCountEntity.Partition);
        Assert.True(rows.Count == 1, $"{when}: {rows.Count} rows of the index.");
        var index = rows[0];
        Assert.True(index.GetInt32("Version") == folder.ListVersion && index.GetString("SystemResolution") == "DECLINED", $"{when}: the index is at {index.GetInt32("Version")}, and the folder at {folder.ListVersion}.");

        // The folder is settled, and no Oz account is configured.
        Assert.Empty(await RowsAsync(account, TableNames.Open));
        var aliases = (await RowsAsync(account, TableNames.Aliases)).ConvertAll(static row => row.PartitionKey);
        Assert.True(aliases is ["transaction_005fid|t3"], $"{when}: {string.Join(", ", aliases)}");

        var owed = await rig.Deliveries.OfVersionsAsync("f1", 1, folder.Version, Token);
        var told = (await rig.Store.ChangesAsync("f1", folder.Version, folder.Version, Token)).First(static change => IsTold(change));
        Assert.True(told.Current.SystemResolution is Status.Declined, $"{when}: {told}");
        Assert.Equal((when, "bank crm"), (when, string.Join(' ', owed[told.Version].Where(static delivery => delivery.Key.Type == NotificationTypes.FolderResolutionChanged).Select(static delivery => delivery.Key.Endpoint).Order(StringComparer.Ordinal))));
        var deliveries = owed.SelectMany(static version => version).ToList();
        Assert.All(deliveries, delivery => Assert.True(delivery.State is DeliveryState.Delivered, $"{when}: {delivery}"));
        Assert.Equal(deliveries.Select(static delivery => $"{delivery.Key.Endpoint} {delivery.WebhookId}").Order(StringComparer.Ordinal), sender.Taken.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(0, await rig.Queues.CountPoisonAsync(Token));
    }

    // A webhook that comes late may change only a group's result, in a version after the one with the verdict.
    private static bool IsTold(ChangeRecord change) =>
        change.Previous is not { } previous || (previous.ResolutionStatus, previous.SystemResolution) != (change.Current.ResolutionStatus, change.Current.SystemResolution);

    private static async Task<List<TableEntity>> RowsAsync(string account, string table) =>
        await new TableClient(account, table).QueryAsync<TableEntity>(cancellationToken: Token).ToListAsync(Token);

    private sealed class NotedSender : INotificationSender
    {
        public ConcurrentQueue<string> Taken { get; } = new();

        public Task<AttemptResult> SendAsync(Notification notification, CancellationToken cancellationToken)
        {
            Taken.Enqueue($"{notification.Endpoint.Name} {notification.Delivery.WebhookId}");
            return Task.FromResult(new AttemptResult(200));
        }
    }
}
