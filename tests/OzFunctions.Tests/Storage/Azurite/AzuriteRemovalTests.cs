using System.Collections.Concurrent;
using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Removal;
using OzFunctions.Core.Runs;
using OzFunctions.Storage.Folders;
using OzFunctions.Storage.Notifications;
using OzFunctions.Storage.Reconciliation;
using OzFunctions.Storage.Removal;
using OzFunctions.Storage.Runs;
using OzFunctions.Storage.Tables;
using OzFunctions.Storage.Webhooks;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Storage.Azurite;

/// <summary>The removal of rows, on a real table service.</summary>
[StartsProcesses]
public sealed class AzuriteRemovalTests(AzuriteFixture azurite)
{
    private readonly ConcurrentDictionary<string, TableClient> _tables = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Folder_IsEntombedAndItsRowsAreRemoved()
    {
        var (store, removal) = (new FolderStore(Table(TableNames.Folders), Guid.NewGuid), new FolderRemoval(Table, TimeProvider.System));
        var stored = await AddAsync(store, "f", analyses: 60);
        FolderMetadataEntry[] metadata = [new("a", "1"), new("b", "2")];
        var aliases = new FolderAliases(Table(TableNames.Aliases), TimeProvider.System);
        await aliases.WriteAsync(WithMetadata(stored.Folder!, metadata), Token);
        await aliases.WriteAsync(WithMetadata(stored.Folder! with { FolderId = "g" }, metadata[0]), Token);
        var tombstone = FolderTombstone.Of(WithMetadata(stored.Folder!, metadata), Payloads.Now.AddSeconds(1));

        Assert.True(await removal.TryWriteTombstoneAsync("f", tombstone, stored.ETag, Token));
        Assert.False(await removal.TryWriteTombstoneAsync("f", tombstone, stored.ETag, Token));
        Assert.Equal(61, await removal.RemoveSomeAsync("f", Token));
        Assert.Null(await removal.RemoveSomeAsync("f", Token));
        var left = (await store.FindAsync("f", Token))!.Tombstone!;
        Assert.Equal((2, IndexHour.Of(Payloads.Now), Payloads.Now.AddSeconds(1)), (left.Version, left.IndexHour, left.ErasedAt));
        Assert.Equal(metadata.Select(static entry => new FormerMetadataEntry(entry.Key, entry.Value!, Payloads.Now.AddSeconds(1))), left.Metadata);
        Assert.Equal(2, await removal.UnlistAsync("f", left.IndexHour, metadata, Token));

        Assert.Equal("g", Assert.Single(Table(TableNames.Aliases).Query<TableEntity>(cancellationToken: Token)).RowKey);
    }

    [Fact]
    public async Task ExpiredFolders_AreRemovedInTransactionsUnderTheirFences()
    {
        var (store, expired) = (new FolderStore(Table(TableNames.Folders), Guid.NewGuid), new ExpiredFolderStore(Table, TimeProvider.System));
        var index = new FolderIndex(Table(TableNames.Index), Table(TableNames.Aliases), TimeProvider.System);
        foreach (var (id, analyses) in ((string, int)[])[("small", 1), ("large", 250)])
        {
            var stored = await AddAsync(store, id, analyses);
            await store.WriteMissingAnalysesAsync(stored, Token);
            await index.WriteAsync(stored.Folder!, Token);
        }

        // The index proposes one folder too many, because its row is two days old.
        var changed = (await AddAsync(store, "changed", analyses: 1)).Folder!;
        await index.WriteAsync(changed with { LastSeenAt = changed.LastSeenAt.AddDays(-2) }, Token);
        var early = await expired.RemoveSomeAsync(Payloads.Now, null, Token);
        var removed = await expired.RemoveSomeAsync(Payloads.Now.AddSeconds(1), null, Token);

        Assert.Equal((0, 0), (early.Folders, early.Rows));
        Assert.Equal((3, 3 + 252 + 3 + 3), (removed.Folders, removed.Rows));
        Assert.Equal([IndexHour.Of(Payloads.Now)], removed.Hours);
        Assert.Empty(removed.Behind);
        Assert.Empty(Table(TableNames.Folders).Query<TableEntity>(cancellationToken: Token));
        Assert.Empty(Table(TableNames.Index).Query<TableEntity>(cancellationToken: Token));
    }

    [Fact]
    public async Task StorageClock_IsThatOfTheService()
    {
        var clock = new StorageClock(Table(TableNames.Runs));

        var before = TimeProvider.System.GetUtcNow();
        var theirs = (await clock.ReadAsync(Token))!.Value;

        Assert.InRange(theirs, before.AddSeconds(-2), TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task ExpiredRecords_AreFoundByRangesOfKeys()
    {
        var (store, removal) = (new FolderStore(Table(TableNames.Folders), Guid.NewGuid), new FolderRemoval(Table, TimeProvider.System));
        var expired = new ExpiredRecords(Table);
        var before = Payloads.Now.AddDays(2);
        var runs = new RunStore(Table(TableNames.Runs));
        var kept = RunId.New(RunKinds.Reconcile, Payloads.Now.AddHours(1), Guid.NewGuid());
        foreach (var id in (RunId[])[RunId.New(RunKinds.Reconcile, Payloads.Now, Guid.NewGuid()), kept, RunId.New(RunKinds.Reconcile, before.AddTicks(1), Guid.NewGuid()), RunId.New(RunKinds.Erase, Payloads.Now, Guid.NewGuid())])
        {
            await runs.TryAddAsync(new Run { Id = id, By = "alice", StartedAt = Payloads.Now }, Token);
            if (id.Kind == RunKinds.Reconcile)
            {
                await new DryRunStore(Table(TableNames.Runs)).RecordAsync(id, [FolderComparison.Unreadable("f", "No.")], Token);
            }
        }

        foreach (var (id, at) in ((string, DateTimeOffset)[])[("bare-1", Payloads.Now), ("bare-2", before.AddTicks(-1)), ("bare-young", before), ("living", Payloads.Now), ("erased", Payloads.Now)])
        {
            await store.TryFenceOffAsync(id, null, at, Token);
        }

        await AddAsync(store, "living", analyses: 1, over: await store.FindAsync("living", Token));
        var erased = await AddAsync(store, "erased", analyses: 1, over: await store.FindAsync("erased", Token));
        await removal.TryWriteTombstoneAsync("erased", FolderTombstone.Of(erased.Folder!, Payloads.Now), erased.ETag, Token);
        Assert.Equal(2, await removal.RemoveSomeAsync("erased", Token));

        var deliveries = new DeliveryStore(Table(TableNames.Folders), Table(TableNames.Parked));
        var (old, young) = (OwnDelivery(1, Payloads.Now) with { State = DeliveryState.Dead, ParkedAt = Payloads.Now }, OwnDelivery(2, before));
        await deliveries.ParkAsync(old.ParkedEntry!, Token);
        foreach (var delivery in (Delivery[])[old, young])
        {
            await deliveries.TryAddAsync("endpoint|bank", delivery.Key.Version, new NotificationData(delivery.At, "{}"u8.ToArray()), [delivery], Token);
        }

        var rejections = new RejectionLog(Table(TableNames.Rejected));
        await rejections.RecordAsync(Rejections.Batch(Rejections.At(Payloads.Now)), Token);
        await rejections.RecordAsync(Rejections.Batch(Rejections.At(before)), Token);

        var rows = 0;
        RemovedRecords? swept = null;
        do
        {
            swept = await expired.RemoveSomeAsync(before, [kept], swept?.Next, Token);
            rows += swept.Rows;
        }
        while (swept.Next is not null);

        // A rejected webhook (1); a run with its report, which is a row and a row with its name (3); a run of another kind (1); two fences
        // with their notes (4); the notes of two fences that a folder replaced (2); a delivery of an endpoint's own event, and its list
        // rows (3).
        Assert.Equal(1 + 3 + 1 + 4 + 2 + 3, rows);
        Assert.Equal(["bare-young", "erased", "living"], Table(TableNames.Folders).Query<TableEntity>(static row => row.RowKey == "folder", cancellationToken: Token).Select(static row => row.PartitionKey));
        Assert.NotNull(await deliveries.FindAsync("endpoint|bank", young.Key, Token));
        Assert.Empty((await deliveries.ListParkedAsync(new ParkedFilter(DeliveryFilter.Undelivered), null, 10, Token)).Items);
        Assert.Equal(2, (await runs.ListAsync(RunKinds.Reconcile, null, 10, Token)).Items.Count);
        Assert.NotNull(await runs.FindAsync(kept, Token));
        Assert.Single((await rejections.ListAsync(DateOnly.FromDateTime(before.UtcDateTime), null, 10, Token)).Items);
    }

    private static Folder WithMetadata(Folder folder, params FolderMetadataEntry[] entries) => folder with
    {
        Records = folder.Records with { Metadata = new Observed<FolderMetadata>(new FolderMetadata(entries), null) },
    };

    private static Delivery OwnDelivery(long version, DateTimeOffset at) =>
        new() { Folder = "endpoint|bank", Key = new DeliveryKey(version, NotificationTypes.EndpointTest, "bank"), At = at, State = DeliveryState.Delivered, Attempt = 1, FirstAttempt = 1 };

    private TableClient Table(string name) => _tables.GetOrAdd(name, _ => azurite.NewTable());

    private static async Task<StoredFolder> AddAsync(FolderStore store, string id, int analyses, StoredFolder? over = null)
    {
        var folder = Payloads.FolderOf(PayloadJson.Folder(Enumerable.Range(0, analyses).Select(static i => PayloadJson.Analysis($"a{i}", "SUCCESS", updated: 1)), id: id));
        var write = new FolderWrite(new FolderChange(null, folder, ChangeCause.Webhook, Payloads.Now), over, OwedDeliveries.None, RefreshReasons.None);
        return (await store.TryWriteAsync(write, Token))!.Folder;
    }
}
