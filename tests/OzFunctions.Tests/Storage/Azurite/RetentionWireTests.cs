using System.Collections.Concurrent;
using Azure.Core;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Removal;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Webhooks;
using OzFunctions.Core.Work;
using OzFunctions.Storage.Tables;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;
using OzFunctions.Web.Work;

namespace OzFunctions.Tests.Storage.Azurite;

/// <summary>The cost of removing folders, counted as outgoing requests.</summary>
[StartsProcesses]
public sealed class RetentionWireTests(AzuriteFixture azurite)
{
    private const int Folders = 40;

    private static readonly string[] Lives = ["PROCESSING", "OPERATOR_REQUIRED", "DECLINED", "SUCCESS"];

    private readonly RequestCounter _requests = new();
    private readonly ConcurrentDictionary<string, TableClient> _tables = new();
    private readonly FakeTimeProvider _clock = new(Payloads.Now);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, 2.2)]
    [InlineData(true, 3.2)]
    public async Task Folder_OfFourChangesAndTwoEndpoints_TakesAboutTwoRequests_AndOneForEachMetadataValue(bool hasMetadata, double mayTake)
    {
        var queue = new FakeWorkQueue(_clock);
        var settings = Endpoints.Settings(Endpoints.Named("bank", "folder.*"), Endpoints.Named("crm", "folder.*"));
        await using var world = Processor.On(
            Table, queue, settings, new FakeSender(), new RetrySchedule(RetrySchedule.Default, static () => 0.5), new FakeOz { IsConfigured = false }, new ReconciliationSettings(), _clock, static () => 0.5);
        await Parallel.ForEachAsync(Enumerable.Range(0, Folders), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Token }, async (i, _) => await LiveAsync(world, $"f{i}", hasMetadata));
        while (queue.Take() is { } message)
        {
            await world.GetRequiredService<WorkHandler>().RunAsync(WorkQueueName.Changes, message.Text, _clock.GetUtcNow(), Token);
        }

        _clock.Advance(TimeSpan.FromDays(400));
        var counts = new RunCounts(new Dictionary<string, long>());
        var requests = await _requests.DuringAsync(() => world.GetRequiredService<FolderExpiry>().RemoveSomeAsync(Payloads.Now.AddDays(1), null, counts, Token));

        Assert.Equal(Folders, counts.ToDictionary()["folders"]);
        Assert.InRange((double)requests / Folders, 2, mayTake);

        // The row for the next check of a removed folder is deleted at that check.
        foreach (var (name, table) in _tables.Where(static table => table.Key != TableNames.Open))
        {
            await table.CreateIfNotExistsAsync(Token);
            Assert.False(table.Query<TableEntity>(cancellationToken: Token).Any(static row => row.PartitionKey.StartsWith('f') || row.RowKey.StartsWith('f')), name);
        }
    }

    private static async Task LiveAsync(ServiceProvider world, string folder, bool hasMetadata)
    {
        foreach (var (i, state) in Lives.Index())
        {
            var json = PayloadJson.Folder([PayloadJson.Analysis("a", state == "PROCESSING" ? state : "FINISHED", state == "PROCESSING" ? null : state, updated: i + 1)], id: folder);
            if (hasMetadata)
            {
                json["meta_data"] = new System.Text.Json.Nodes.JsonObject { ["transaction_id"] = $"t-{folder}" };
            }

            await world.GetRequiredService<WebhookIngest>().ApplyAsync(Payloads.Read(json, "transaction_id"), ChangeCause.Webhook, Token);
        }
    }

    private TableClient Table(string name) => _tables.GetOrAdd(name, _ =>
    {
        var options = new TableClientOptions();
        options.AddPolicy(_requests, HttpPipelinePosition.PerRetry);
        return azurite.NewTable(options);
    });
}
