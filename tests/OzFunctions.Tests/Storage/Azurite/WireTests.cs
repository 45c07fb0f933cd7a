using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Webhooks;
using OzFunctions.Core.Work;
using OzFunctions.Storage.Folders;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;
using OzFunctions.Web.Work;

namespace OzFunctions.Tests.Storage.Azurite;

/// <summary>What a webhook and a list cost, counted where they leave the process.</summary>
public sealed class WireTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Webhook_ThatChangesSomething_TakesThreeRequestsAndADuplicateOne()
    {
        var token = TestContext.Current.CancellationToken;
        var (table, counter) = await CountedTableAsync();
        var queueOptions = new QueueClientOptions();
        queueOptions.AddPolicy(counter, HttpPipelinePosition.PerRetry);
        var queues = azurite.NewWorkQueues(TimeSpan.FromSeconds(1), queueOptions);

        // The first makes the queue.
        await queues.EnqueueAsync(new ChangedWork("f0", 1, []), TimeSpan.Zero, token);
        var ingest = new WebhookIngest(new FolderWriter(
            new FolderStore(table, Guid.NewGuid), queues, new RecentChanges(TimeProvider.System), Endpoints.Three(), Metrics.Unread(), TimeProvider.System, static () => 0));

        Task<int> RequestsOf(string body) => counter.DuringAsync(() =>
            ingest.ApplyAsync(Payloads.Read(body), ChangeCause.Webhook, token));

        Assert.Equal(3, await RequestsOf("""{"folder_id":"f1","analyses":[{"analysis_id":"a","state":"PROCESSING","time_updated":1}]}"""));
        Assert.Equal(3, await RequestsOf("""{"folder_id":"f1","analyses":[{"analysis_id":"a","state":"SUCCESS","time_updated":2},{"analysis_id":"b","state":"SUCCESS","time_updated":2}]}"""));
        Assert.Equal(1, await RequestsOf("""{"folder_id":"f1","analyses":[{"analysis_id":"a","state":"SUCCESS","time_updated":2}]}"""));
        Assert.Equal(1, await RequestsOf("""{"folder_id":"f1","analyses":[{"analysis_id":"a","state":"PROCESSING","time_updated":1}]}"""));
    }

    [Fact]
    public async Task Webhook_UntilOneEndpointIsTold_TakesTenRequests()
    {
        var token = TestContext.Current.CancellationToken;
        var (tableCounter, queueCounter) = (new RequestCounter(), new RequestCounter());
        var tables = new Dictionary<string, TableClient>();
        TableClient Table(string name)
        {
            var options = new TableClientOptions();
            options.AddPolicy(tableCounter, HttpPipelinePosition.PerRetry);
            return tables.TryGetValue(name, out var known) ? known : tables[name] = azurite.NewTable(options);
        }

        var queueOptions = new QueueClientOptions();
        queueOptions.AddPolicy(queueCounter, HttpPipelinePosition.PerRetry);
        var queues = azurite.NewWorkQueues(TimeSpan.FromSeconds(20), queueOptions);
        var changes = queues.Sources.Single(static source => source.Name is WorkQueueName.Changes);
        await using var processor = Processor.On(
            Table, queues, Endpoints.Settings(Endpoints.Named("bank", NotificationTypes.FolderResolutionChanged)), new FakeSender(), new RetrySchedule(RetrySchedule.Default, static () => 0.5),
            new FakeOz { IsConfigured = false }, new ReconciliationSettings(), TimeProvider.System, static () => 0.5);

        async Task<(int Tables, int Queue)> RequestsOf(string state, int updated)
        {
            var body = Payloads.Read($$"""{"folder_id":"f1","analyses":[{"analysis_id":"a","state":"{{state}}","time_updated":{{updated}}}]}""");
            var (before, beforeQueue) = (tableCounter.Requests, queueCounter.Requests);
            await processor.GetRequiredService<WebhookIngest>().ApplyAsync(body, ChangeCause.Webhook, token);
            var message = Assert.Single(await changes.ReceiveAsync(1, token));
            await processor.GetRequiredService<WorkEntry>().RunAsync(changes.Name, message.Text!, message.EnqueuedAt, token);
            await changes.DeleteAsync(message, token);
            return (tableCounter.Requests - before, queueCounter.Requests - beforeQueue);
        }

        // The first makes the tables and the queue, and learns how the endpoint does.
        await RequestsOf("PROCESSING", 1);

        Assert.Equal((7, 3), await RequestsOf("SUCCESS", 2));
    }

    [Fact]
    public async Task PageOfFolders_OfADayWithThousands_TakesOneRequest()
    {
        const int Folders = 3_000;
        var token = TestContext.Current.CancellationToken;
        var (table, counter) = await CountedTableAsync();
        var day = DateOnly.FromDateTime(Payloads.Now.UtcDateTime);
        var template = IndexedFolder.Of(Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", updated: 1)])));
        await Parallel.ForEachAsync(Enumerable.Range(0, Folders).Chunk(100), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = token }, async (some, _) =>
            await table.SubmitTransactionAsync(
                some.Select(i => new TableTransactionAction(TableTransactionActionType.Add, IndexEntity.Of(template with { FolderId = $"f{i:D6}" }, []))), token));
        var index = new FolderIndex(table, azurite.NewTable());

        var first = new PageOf<IndexedFolder>([], null);
        var second = first;
        Assert.Equal(1, await counter.DuringAsync(async () => first = await index.ListAsync(day, FolderFilter.All, null, 100, token)));
        Assert.Equal(1, await counter.DuringAsync(async () => second = await index.ListAsync(day, FolderFilter.All, first.Next, 100, token)));

        Assert.Equal((100, 100), (first.Items.Count, second.Items.Count));
        Assert.Equal(("f000000", "f000100"), (first.Items[0].FolderId, second.Items[0].FolderId));
    }

    [Fact]
    public async Task FinishedDays_AreReadWithOneRequestOnceTheyWereCounted()
    {
        var token = TestContext.Current.CancellationToken;
        var (table, counter) = await CountedTableAsync();
        var today = Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", updated: 1)]));
        for (var day = 0; day < 14; day++)
        {
            await table.AddEntityAsync(IndexEntity.Of(IndexedFolder.Of(today with { FirstSeenAt = today.FirstSeenAt.AddDays(-day) }), []), token);
        }

        var stats = new FolderStats(new DayCountStore(table), new FakeTimeProvider(Payloads.Now));
        IReadOnlyList<DayCounts> first = [];
        IReadOnlyList<DayCounts> second = [];
        Assert.Equal(1 + 14 + 13, await counter.DuringAsync(async () => first = await stats.OfLastDaysAsync(14, token)));
        Assert.Equal(1 + 1, await counter.DuringAsync(async () => second = await stats.OfLastDaysAsync(14, token)));

        Assert.All(first, static day => Assert.Equal(1, day.Total));
        Assert.Equal(first.Select(static day => (day.Day, day.Total)), second.Select(static day => (day.Day, day.Total)));
    }

    private async Task<(TableClient Table, RequestCounter Counter)> CountedTableAsync()
    {
        var counter = new RequestCounter();
        var options = new TableClientOptions();
        options.AddPolicy(counter, HttpPipelinePosition.PerRetry);
        var table = azurite.NewTable(options);
        await table.CreateIfNotExistsAsync(TestContext.Current.CancellationToken);
        return (table, counter);
    }
}
