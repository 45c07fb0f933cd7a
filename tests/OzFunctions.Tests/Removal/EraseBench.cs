using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Removal;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Webhooks;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Removal;

/// <summary>The base of erasure tests: an in-memory processor, a folder with every kind of row, and its eraser.</summary>
public abstract class EraseBench
{
    private protected const string Value = "t-1";

    private protected NotificationBench Bench { get; } = new(Endpoints.Settings(Endpoints.Named("bank", "folder.*")));

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected static string Id => PayloadJson.FolderId;

    private protected FolderEraser Eraser => Bench.Service<FolderEraser>();

    private protected static OzPayload Payload(int analyses)
    {
        var json = PayloadJson.Folder(Enumerable.Range(0, analyses).Select(static i => PayloadJson.Analysis($"a{i}", "FINISHED", "OPERATOR_REQUIRED", updated: 1)));
        json["meta_data"] = new System.Text.Json.Nodes.JsonObject { ["transaction_id"] = Value };
        return Payloads.Read(json, "transaction_id");
    }

    // Whether a row is in the folder's partition or its key contains the folder's id.
    private protected static bool IsOf(TableEntity row, string id) => row.PartitionKey == id || row.RowKey == id || row.RowKey.StartsWith($"{id}|", StringComparison.Ordinal) || row.RowKey.EndsWith($"|{id}", StringComparison.Ordinal);

    private protected IEnumerable<TableEntity> Everything() =>
        ((IEnumerable<Storage.Fakes.FakeTableClient>)[Bench.Folders, Bench.Parked, Bench.Index, Bench.Aliases, Bench.Open, Bench.RunRows]).SelectMany(static table => table.Rows);

    /// <summary>Creates a folder with every kind of row: history, analyses, aliases, held deliveries.</summary>
    private protected async Task HoldAsync(int analyses)
    {
        await Bench.Switch.DisableAsync("bank", "A test wants it.", int.MaxValue, failingSince: null, Token);
        await Bench.Ingest.ApplyAsync(Payload(analyses), ChangeCause.Webhook, Token);
        await Bench.DrainAsync();
    }

    private protected async Task<Run> EraseAsync()
    {
        var run = await Bench.EraseAsync(Id);
        await Bench.DrainAsync();
        return (await Bench.Service<IRunStore>().FindAsync(run!.Id, Token))!.Value;
    }
}
