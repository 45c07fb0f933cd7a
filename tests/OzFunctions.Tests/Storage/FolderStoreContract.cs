using System.Text.Json.Nodes;
using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Statuses;
using OzFunctions.Core.Webhooks;
using OzFunctions.Storage.Folders;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Storage;

/// <summary>The contract of a folder store, for every implementation. The table does not exist at the start of a test.</summary>
public abstract class FolderStoreContract
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal abstract TableClient Table { get; }

    private FolderStore Store => new(Table, Guid.NewGuid);

    private WebhookIngest Ingest => Writers.Ingest(Store);

    [Fact]
    public async Task Find_FolderNeverStored_IsNull() => Assert.Null(await Store.FindAsync("nobody", Token));

    [Fact]
    public async Task Write_NewFolder_ReadsBackAsItWas()
    {
        var body = JsonNode.Parse(Payloads.Sample("folder_finished_declined.json"))!;
        var payload = Payloads.Read(body, "transaction_id");

        var result = await Ingest.ApplyAsync(payload, ChangeCause.Webhook, Token);
        var stored = await Store.FindAsync(payload.FolderId, Token);

        Assert.Equal(IngestOutcome.Applied, result.Outcome);
        Assert.Equal(1, stored!.Folder!.Version);
        Assert.Equal(Payloads.TextOf(payload.Records), Payloads.TextOf(stored.Folder!.Records));
        Assert.Equal(result.Folder!.Result.Statuses, stored.Folder!.Result.Statuses);
        Assert.Equal(result.Folder!.FirstSeenAt, stored.Folder!.FirstSeenAt);
    }

    [Fact]
    public async Task Write_SamePayloadAgain_IsADuplicateAndStoresNothing()
    {
        var payload = Payloads.Read(JsonNode.Parse(Payloads.Sample("folder_finished_success.json"))!);
        await Ingest.ApplyAsync(payload, ChangeCause.Webhook, Token);
        var before = await Store.FindAsync(payload.FolderId, Token);

        var again = await Ingest.ApplyAsync(payload, ChangeCause.Webhook, Token);
        var after = await Store.FindAsync(payload.FolderId, Token);

        Assert.Equal(IngestOutcome.Duplicate, again.Outcome);
        Assert.Equal(before!.ETag, after!.ETag);
    }

    [Fact]
    public async Task Write_OverAnOutdatedRead_LosesTheRace()
    {
        var first = Change(null, PayloadJson.Folder([PayloadJson.Analysis("a", "PROCESSING", updated: 1)]));
        var stored = (await Store.TryWriteAsync(first, Token))!.Folder;
        var winner = Change(stored, PayloadJson.Folder([PayloadJson.Analysis("b", "PROCESSING", updated: 2)]));
        var loser = Change(stored, PayloadJson.Folder([PayloadJson.Analysis("c", "PROCESSING", updated: 3)]));

        Assert.NotNull(await Store.TryWriteAsync(winner, Token));
        Assert.Null(await Store.TryWriteAsync(loser, Token));
        Assert.Null(await Store.TryWriteAsync(first, Token));

        var folder = (await Store.FindAsync(PayloadJson.FolderId, Token))!.Folder!;
        Assert.Equal(2, folder.Version);
        Assert.Equal(["a", "b"], folder.Records.Analyses.Select(static analysis => analysis.AnalysisId));
    }

    [Fact]
    public async Task Write_ThatLostTheRace_LeavesNoRowBehind()
    {
        var stored = (await Store.TryWriteAsync(Change(null, PayloadJson.Folder([])), Token))!.Folder;
        await Store.TryWriteAsync(Change(stored, PayloadJson.Folder([PayloadJson.Analysis("b")])), Token);

        await Store.TryWriteAsync(Change(stored, PayloadJson.Folder([PayloadJson.Analysis("c")])), Token);

        Assert.Equal(["b"], await AnalysisRowsAsync());
    }

    [Fact]
    public async Task Write_AnalysisRecord_HoldsTheSearchableFields()
    {
        await Ingest.ApplyAsync(Payloads.Read(JsonNode.Parse(Payloads.Sample("folder_finished_declined.json"))!), ChangeCause.Webhook, Token);

        var row = await Table.GetEntityIfExistsAsync<TableEntity>(
            "00000000-0000-4000-8000-00000000f001", "analysis|00000000-0000-4000-8000-00000000d001", cancellationToken: Token);

        Assert.Equal("DECLINED", row.Value!.GetString("ResolutionStatus"));
        Assert.Equal("FINISHED", row.Value!.GetString("State"));
        Assert.Equal("QUALITY", row.Value!.GetString("Type"));
        Assert.Equal(0.9871, row.Value!.GetDouble("confidence_spoofing"));
    }

    [Fact]
    public async Task Write_FolderOf300Analyses_HasEveryRow()
    {
        var ids = Enumerable.Range(0, 300).Select(static i => $"a{i:D3}").ToList();

        await Ingest.ApplyAsync(Payloads.Read(PayloadJson.Folder(ids.Select(static id => PayloadJson.Analysis(id, "PROCESSING", updated: 1)))), ChangeCause.Webhook, Token);
        var result = await Ingest.ApplyAsync(Payloads.Read(PayloadJson.Folder(ids.Select(static id => PayloadJson.Analysis(id, "FINISHED", "SUCCESS", updated: 2)))), ChangeCause.Webhook, Token);
        await Store.WriteMissingAnalysesAsync((await Store.FindAsync(PayloadJson.FolderId, Token))!, Token);

        var stored = await Store.FindAsync(PayloadJson.FolderId, Token);
        Assert.Equal(new FolderStatuses(Status.Finished, Status.Success), stored!.Folder!.Result.Statuses);
        Assert.Equal(2, result.Folder!.Version);
        Assert.Equal(2, stored.Folder!.Version);
        Assert.Empty(stored.MissingAnalyses);
        Assert.Equal(ids, await AnalysisRowsAsync("SUCCESS"));
    }

    [Fact]
    public async Task Write_FolderOverTheRecordLimit_IsRejectedAndChangesNothing()
    {
        await Ingest.ApplyAsync(Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis("a")])), ChangeCause.Webhook, Token);
        var long128 = new string('g', 124);
        var many = Enumerable.Range(0, 4_500).Select(i => PayloadJson.Analysis($"{long128}{i:D4}", group: $"{long128}{i:D4}"));

        await Assert.ThrowsAsync<FolderTooLargeException>(() => Ingest.ApplyAsync(Payloads.Read(PayloadJson.Folder(many)), ChangeCause.Webhook, Token));

        Assert.Equal(1, (await Store.FindAsync(PayloadJson.FolderId, Token))!.Folder!.Version);
    }

    [Fact]
    public async Task Write_FolderOf4000Analyses_ReadsBack()
    {
        var analyses = Enumerable.Range(0, 4_000).Select(static i => PayloadJson.Analysis($"a{i}", "FINISHED", "SUCCESS", updated: i));

        await Ingest.ApplyAsync(Payloads.Read(PayloadJson.Folder(analyses)), ChangeCause.Webhook, Token);
        await Store.WriteMissingAnalysesAsync((await Store.FindAsync(PayloadJson.FolderId, Token))!, Token);

        var stored = await Store.FindAsync(PayloadJson.FolderId, Token);
        Assert.Equal(4_000, stored!.Folder!.Records.Analyses.Count);
        Assert.Empty(stored.MissingAnalyses);
    }

    [Fact]
    public async Task FenceOff_UnknownFolder_FailsThePendingTransactionAndReadsAsNull()
    {
        var onItsWay = Change(null, PayloadJson.Folder([PayloadJson.Analysis("a")]));

        Assert.True(await Store.TryFenceOffAsync(PayloadJson.FolderId, null, Payloads.Now, Token));

        Assert.Null(await Store.TryWriteAsync(onItsWay, Token));
        Assert.Null((await Store.FindAsync(PayloadJson.FolderId, Token))!.Folder);
        Assert.False(await Store.TryFenceOffAsync(PayloadJson.FolderId, null, Payloads.Now, Token));
    }

    [Fact]
    public async Task FenceOff_StoredFolder_FailsThePendingTransactionAndKeepsTheFolder()
    {
        var stored = (await Store.TryWriteAsync(Change(null, PayloadJson.Folder([PayloadJson.Analysis("a")])), Token))!.Folder;
        var onItsWay = Change(stored, PayloadJson.Folder([PayloadJson.Analysis("b")]));

        Assert.True(await Store.TryFenceOffAsync(PayloadJson.FolderId, stored, Payloads.Now, Token));

        Assert.Null(await Store.TryWriteAsync(onItsWay, Token));
        Assert.False(await Store.TryFenceOffAsync(PayloadJson.FolderId, stored, Payloads.Now, Token));
        var after = await Store.FindAsync(PayloadJson.FolderId, Token);
        Assert.Equal(Payloads.TextOf(stored.Folder!.Records), Payloads.TextOf(after!.Folder!.Records));
        Assert.Equal(1, after.Folder!.Version);
    }

    [Fact]
    public async Task Write_BehindABareFence_IsTheFirstVersion()
    {
        await Store.TryFenceOffAsync(PayloadJson.FolderId, null, Payloads.Now, Token);

        var result = await Ingest.ApplyAsync(Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis("a")])), ChangeCause.Webhook, Token);

        Assert.Equal(IngestOutcome.Applied, result.Outcome);
        Assert.Equal(1, result.Folder!.Version);
    }

    [Fact]
    public async Task Changes_AreReadNewestFirstInPages()
    {
        for (var i = 1; i <= 5; i++)
        {
            await Ingest.ApplyAsync(Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis($"a{i}", i < 5 ? "PROCESSING" : "FAILED", updated: i)])), ChangeCause.Webhook, Token);
        }

        var newest = await Store.ChangesAsync(PayloadJson.FolderId, newest: 5, limit: 2, Token);
        var oldest = await Store.ChangesAsync(PayloadJson.FolderId, newest: 3, limit: 10, Token);

        Assert.Equal([5, 4], newest.Select(static change => change.Version));
        Assert.Equal([3, 2, 1], oldest.Select(static change => change.Version));
        Assert.Null(oldest[^1].Previous);
        Assert.Equal(["folder.resolution_changed", "group.resolution_changed"], oldest[^1].Notifications);
        Assert.Equal(new FolderStatuses(Status.Processing, Status.Processing), newest[0].Previous);
        Assert.Equal(ChangeCause.Webhook, newest[0].Cause);
    }

    [Fact]
    public async Task Change_ThatOwesARefresh_HasTheReason()
    {
        await Ingest.ApplyAsync(Payloads.Read(PayloadJson.Folder(analyses: null, "FINISHED", "BRAND_NEW")), ChangeCause.Webhook, Token);

        var change = Assert.Single(await Store.ChangesAsync(PayloadJson.FolderId, 1, 1, Token));
        Assert.Equal(RefreshReasons.AnalysesMissing | RefreshReasons.UnknownStatus, change.Refresh);
    }

    private static FolderWrite Change(StoredFolder? over, JsonNode body)
    {
        var payload = Payloads.Read(body);
        var change = Folder.Apply(over?.Folder, payload.FolderId, payload.Records, ChangeCause.Webhook, Payloads.Now)!;
        return new FolderWrite(change, over, OwedDeliveries.None, RefreshReasons.None);
    }

    private async Task<List<string>> AnalysisRowsAsync(string? result = null)
    {
        var ids = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PayloadJson.FolderId} and RowKey ge {"analysis|"} and RowKey lt {"analysis}"}");
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, cancellationToken: Token))
        {
            if (result is null || row.GetString("Result") == result)
            {
                ids.Add(row.GetString("AnalysisId"));
            }
        }

        return ids;
    }
}
