using OzFunctions.Core.Folders;
using OzFunctions.Core.Removal;
using OzFunctions.Core.Runs;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;
using OzFunctions.Web.Removal;

namespace OzFunctions.Tests.Removal;

/// <summary>The base of retention tests: an in-memory processor, folders with every kind of row, and retention runs.</summary>
public abstract class RetentionBench
{
    private protected static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    private protected NotificationBench Bench { get; } = new(Endpoints.Settings(Endpoints.Named("bank", "folder.*")));

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected FakeTableClient[] Tables => [Bench.Folders, Bench.Parked, Bench.Index, Bench.Aliases, Bench.Open];

    private protected IEnumerable<string> RowsOf(string id) => Tables.SelectMany(static table => table.Rows).Select(static row => $"{row.PartitionKey}/{row.RowKey}").Where(row => row.Split('/', '|').Contains(id)).Order(StringComparer.Ordinal);

    private protected async Task ReceiveAsync(string folder, int analyses)
    {
        var json = PayloadJson.Folder(Enumerable.Range(0, analyses).Select(static i => PayloadJson.Analysis($"a{i}", "FINISHED", "OPERATOR_REQUIRED", updated: 1)), id: folder);
        json["meta_data"] = new System.Text.Json.Nodes.JsonObject { ["transaction_id"] = $"t-{folder}" };
        await Bench.Ingest.ApplyAsync(Payloads.Read(json, "transaction_id"), ChangeCause.Webhook, Token);
        await Bench.DrainAsync();
    }

    private protected async Task<Run> RunAsync()
    {
        await Bench.Service<RetentionSchedule>().TickAsync(occurrence: null, Token);
        await Bench.DrainAsync();
        return (await RunsAsync())[0];
    }

    private protected async Task<(long Folders, long Rows)> RemovedAsync(DateTimeOffset before)
    {
        var progress = new RetentionProgress(RetentionPhase.Folders) { Before = before };
        var run = await Bench.Runs.StartAsync(Bench.Runs.New(RunKinds.Retention, "alice", new Dictionary<string, string>()) with { Cursor = $"{progress}" }, Token);
        await Bench.DrainAsync();
        var counts = (await Bench.Service<IRunStore>().FindAsync(run.Id, Token))!.Value.Counts;
        return (counts["folders"], counts["rows"]);
    }

    private protected async Task<IReadOnlyList<Run>> RunsAsync() => (await Bench.Service<IRunStore>().ListAsync(RunKinds.Retention, null, 100, Token)).Items;
}
