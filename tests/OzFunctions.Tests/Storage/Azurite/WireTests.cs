using System.Collections.Concurrent;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Webhooks;
using OzFunctions.Core.Work;
using OzFunctions.Storage.Folders;
using OzFunctions.Storage.Queues;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;
using OzFunctions.Web.Work;

namespace OzFunctions.Tests.Storage.Azurite;

/// <summary>The cost of a webhook and of a list, counted as outgoing requests.</summary>
[StartsProcesses]
public sealed class WireTests(AzuriteFixture azurite)
{
    private readonly RequestCounter _requests = new();
    private readonly FakeSender _sender = new();
    private WorkQueues? _queues;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Webhook_FollowedUpWhereItWasTaken_TakesSevenRequestsAtMost(int endpoints)
    {
        await using var world = await WorldAsync(endpoints);
        world.GetRequiredService<LocalChanges>().Open(world.GetRequiredService<WorkHandler>().FollowUpAsync);

        Assert.Equal(7, await RequestsOfAsync(world, "PROCESSING", 1));
        Assert.Equal(2, await RequestsOfAsync(world, "PROCESSING", 2));
        Assert.Equal(1, await RequestsOfAsync(world, "PROCESSING", 2));
        Assert.Equal(1, await RequestsOfAsync(world, "PROCESSING", 1));
        Assert.Equal(7, await RequestsOfAsync(world, "SUCCESS", 3));
        Assert.Equal(1, await RequestsOfAsync(world, "SUCCESS", 3));
        Assert.Equal(2 * endpoints, _sender.Sent.Count);
    }

    [Fact]
    public async Task Webhook_FollowedUpByAnotherProcess_TakesTwelveRequestsAtMost()
    {
        await using var world = await WorldAsync(endpoints: 1);

        Assert.Equal(12, await RequestsOfAsync(world, "PROCESSING", 1));
        Assert.Equal(2, await RequestsOfAsync(world, "PROCESSING", 2));
        Assert.Equal(12, await RequestsOfAsync(world, "SUCCESS", 3));
        Assert.Equal(2, _sender.Sent.Count);
    }

    [Fact]
    public async Task PageOfFolders_OfADayWithThousands_TakesOneRequest()
    {
        const int Folders = 3_000;
        var token = TestContext.Current.CancellationToken;
        var (table, counter) = await CountedTableAsync();
        var day = HourSpan.OfDay(DateOnly.FromDateTime(Payloads.Now.UtcDateTime));
        var template = IndexedFolder.Of(Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", updated: 1)])));
        await Parallel.ForEachAsync(Enumerable.Range(0, Folders).Chunk(100), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = token }, async (some, _) =>
            await table.SubmitTransactionAsync(
                some.Select(i => new TableTransactionAction(TableTransactionActionType.Add, IndexEntity.Of(template with { FolderId = $"f{i:D6}" }, []))), token));
        var index = new FolderIndex(table, azurite.NewTable(), TimeProvider.System);

        var first = new PageOf<IndexedFolder>([], null);
        var second = first;
        Assert.Equal(1, await counter.DuringAsync(async () => first = await index.ListAsync(day, FolderFilter.All, null, 100, token)));
        Assert.Equal(1, await counter.DuringAsync(async () => second = await index.ListAsync(day, FolderFilter.All, first.Next, 100, token)));

        Assert.Equal((100, 100), (first.Items.Count, second.Items.Count));
        Assert.Equal(("f000000", "f000100"), (first.Items[0].FolderId, second.Items[0].FolderId));
    }

    [Fact]
    public async Task HoursThatAreOver_AreReadWithOneRequestOnceTheyWereCounted()
    {
        var token = TestContext.Current.CancellationToken;
        var (table, counter) = await CountedTableAsync();
        var today = Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", updated: 1)]));
        for (var day = 0; day < 14; day++)
        {
            await table.AddEntityAsync(IndexEntity.Of(IndexedFolder.Of(today with { FirstSeenAt = today.FirstSeenAt.AddDays(-day) }), []), token);
        }

        using var counts = new HourCountStore(table);
        var clock = new FakeTimeProvider(Payloads.Now);
        using var stats = new FolderStats(counts, clock);
        IReadOnlyList<DayCounts> first = [];
        IReadOnlyList<DayCounts> second = [];

        // The stored counts, the latest hours, and for each day a query and a write.
        Assert.Equal(1 + 1 + 14 + 14, await counter.DuringAsync(async () => first = await stats.OfLastDaysAsync(14, token)));
        Assert.Equal(1, await counter.DuringAsync(async () => second = await stats.OfLastDaysAsync(14, token)));
        clock.Advance(LatestHours.CachedFor);
        Assert.Equal(1 + 1, await counter.DuringAsync(() => stats.OfLastDaysAsync(14, token)));

        Assert.All(first, static day => Assert.Equal(1, day.Counts.Total));
        Assert.Equal(first.Select(static day => (day.Day, day.Counts.Total)), second.Select(static day => (day.Day, day.Counts.Total)));
    }

    /// <summary>Creates the processor on real storage with existing tables, queues and known endpoints, after the first webhook of another folder.</summary>
    private async Task<ServiceProvider> WorldAsync(int endpoints)
    {
        var tables = new ConcurrentDictionary<string, TableClient>();
        _queues = azurite.NewWorkQueues(TimeSpan.FromSeconds(20), Counted(new QueueClientOptions()));
        var settings = Endpoints.Settings([.. Enumerable.Range(0, endpoints).Select(static i => Endpoints.Named($"bank-{i}", NotificationTypes.FolderResolutionChanged))]);
        var world = Processor.On(
            name => tables.GetOrAdd(name, _ => azurite.NewTable(Counted(new TableClientOptions()))),
            _queues, settings, _sender, new RetrySchedule(RetrySchedule.Default, static () => 0.5), new FakeOz { IsConfigured = false }, new ReconciliationSettings(), new FakeTimeProvider(Payloads.Now), static () => 0.5);
        await RequestsOfAsync(world, "PROCESSING", 1, "f0");
        _sender.Sent.Clear();
        return world;
    }

    private async Task<int> RequestsOfAsync(ServiceProvider world, string state, int updated, string folder = "f1")
    {
        var before = _requests.Requests;
        var body = Payloads.Read($$"""{"folder_id":"{{folder}}","analyses":[{"analysis_id":"a","state":"{{state}}","time_updated":{{updated}}}]}""");
        await world.GetRequiredService<WebhookIngest>().ApplyAsync(body, ChangeCause.Webhook, Token);
        var own = world.GetRequiredService<LocalChanges>();
        while (own.Count > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Token);
        }

        var changes = _queues!.Sources.Single(static source => source.Name is WorkQueueName.Changes);
        var counted = _requests.Requests;
        if (await changes.ReceiveAsync(1, Token) is [var message])
        {
            await world.GetRequiredService<WorkHandler>().RunAsync(changes.Name, message.Text!, message.EnqueuedAt, Token);
            await changes.DeleteAsync(message, Token);
            counted = _requests.Requests;
        }

        return counted - before;
    }

    private T Counted<T>(T options)
        where T : ClientOptions
    {
        options.AddPolicy(_requests, HttpPipelinePosition.PerRetry);
        return options;
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
