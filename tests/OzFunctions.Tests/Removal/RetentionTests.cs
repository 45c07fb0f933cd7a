using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Removal;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Webhooks;
using OzFunctions.Storage.Webhooks;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;
using OzFunctions.Web.Removal;

namespace OzFunctions.Tests.Removal;

/// <summary>Removing what is older than it may be kept, under a clock that is set.</summary>
public sealed class RetentionTests
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", "folder.*")));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FakeTableClient[] Tables => [_bench.Folders, _bench.Parked, _bench.Index, _bench.Aliases, _bench.Open];

    [Fact]
    public async Task FoldersThatNothingChangedForTooLong_AreRemovedWithoutATrace()
    {
        await _bench.Switch.DisableAsync("bank", "A test wants it.", Token);
        await ReceiveAsync("old", analyses: 250);
        await ReceiveAsync("changed", analyses: 1);
        await ReceiveAsync("erased", analyses: 1);
        await _bench.Service<FolderEraser>().TryStartAsync("erased", "alice", Token);
        await _bench.DrainAsync();
        _bench.Clock.Advance(TimeSpan.FromDays(10));
        await ReceiveAsync("changed", analyses: 2);
        await ReceiveAsync("young", analyses: 1);
        _bench.Clock.Advance(Kept - TimeSpan.FromDays(5));

        var run = await RunAsync();

        Assert.Equal((RunState.Finished, "schedule", 1), (run.State, run.By, run.Counts["folders"]));
        Assert.InRange(run.Counts["rows"], 254, 300);
        Assert.Equal(["Before"], run.Parameters.Keys);
        Assert.DoesNotContain(Tables.SelectMany(static table => table.Rows), static row => IsOf("old", row.PartitionKey, row.RowKey));
        Assert.NotNull((await _bench.Store.FindAsync("changed", Token))!.Folder);
        Assert.NotNull((await _bench.Store.FindAsync("young", Token))!.Folder);
        Assert.NotNull((await _bench.Store.FindAsync("erased", Token))!.Tombstone);
        Assert.All(_bench.Folders.TransactionSizes, static size => Assert.InRange(size, 1, 100));

        // It was not erased: when Oz tells of it once more, it is a folder as any other.
        Assert.Equal(IngestOutcome.Applied, (await _bench.ReceiveAsync("SUCCESS", updated: 1, folder: "old")).Outcome);
    }

    [Fact]
    public async Task Folder_IsKeptToTheLastTickOfItsTime()
    {
        await ReceiveAsync("f", analyses: 1);
        var seen = (await _bench.Store.FindAsync("f", Token))!.Folder!.LastSeenAt;
        _bench.Clock.Advance(TimeSpan.FromDays(10));

        Assert.Equal((0, 0), await RemovedAsync(before: seen));
        Assert.NotNull((await _bench.Store.FindAsync("f", Token))!.Folder);
        Assert.Equal(1, (await RemovedAsync(before: seen.AddTicks(1))).Folders);
    }

    [Fact]
    public async Task MoreFoldersThanAPageHolds_AreAllRemoved()
    {
        for (var i = 0; i < 120; i++)
        {
            await ReceiveAsync($"f{i}", analyses: 1);
        }

        _bench.Clock.Advance(Kept + TimeSpan.FromDays(1));

        Assert.Equal(120, (await RunAsync()).Counts["folders"]);
        Assert.DoesNotContain(Tables.SelectMany(static table => table.Rows), static row => row.PartitionKey.StartsWith('f') || row.RowKey.StartsWith('f'));
    }

    [Fact]
    public async Task CountsOfAnHour_WhoseFoldersAKilledProcessRemoved_AreDropped()
    {
        var hour = IndexHour.Of(_bench.Clock.GetUtcNow());
        var counts = _bench.Service<IHourCounts>();
        await counts.TryStoreAsync([new CountedHour(new HourCounts(hour, FolderCounts.None), null)], Token);
        _bench.Clock.Advance(TimeSpan.FromDays(40));

        await RemovedAsync(before: _bench.Clock.GetUtcNow().AddDays(-41));
        Assert.NotNull((await counts.FindAsync(new HourSpan(hour, hour), Token))[hour].Value);
        await RemovedAsync(before: _bench.Clock.GetUtcNow().AddDays(-40));

        Assert.Null((await counts.FindAsync(new HourSpan(hour, hour), Token))[hour].Value);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(250)]
    public async Task FolderThatChangesWhileItIsRemoved_Stays(int analyses)
    {
        await ReceiveAsync("f", analyses);
        _bench.Clock.Advance(Kept + TimeSpan.FromDays(1));
        _bench.Folders.Before = async operation =>
        {
            if (operation == "transaction")
            {
                _bench.Folders.Before = static _ => Task.CompletedTask;
                await _bench.ReceiveAsync("DECLINED", updated: 99, folder: "f");
            }
        };

        var run = await RunAsync();

        Assert.Equal(0, run.Counts["folders"]);
        Assert.Equal(2, (await _bench.Store.FindAsync("f", Token))!.Folder!.Version);
        Assert.Equal(2, Assert.Single(_bench.Index.Rows, static row => row.RowKey == "f").GetInt32("Version"));
    }

    [Fact]
    public async Task Retention_KilledAfterAnyOperation_IsCompletedByTheNext()
    {
        for (var last = 1; ; last++)
        {
            var one = new RetentionTests();
            if (!await one.IsKilledAsync(last))
            {
                Assert.InRange(last, 10, 200);
                return;
            }
        }
    }

    [Fact]
    public async Task RefusedWebhooksRunsAndReports_AreRemoved_ButNotTheRunThatTheLedgerNames()
    {
        await new RejectionLog(_bench.Rejected).RecordAsync(Rejections.Batch(Rejections.At(_bench.Clock.GetUtcNow())), Token);
        var first = await ReconcileAsync();
        var named = await ReconcileAsync();
        await _bench.Service<RunStarter>().RecordAsync(RunKinds.Test, "alice", new Dictionary<string, string>(), new Dictionary<string, long>(), Token);
        foreach (var run in (RunId[])[first, named])
        {
            await _bench.Service<IProofStore>().RecordAsync(run, [FolderComparison.Unreadable("f", "It is no folder.")], Token);
        }

        _bench.Clock.Advance(Kept + TimeSpan.FromDays(1));
        await new RejectionLog(_bench.Rejected).RecordAsync(Rejections.Batch(Rejections.At(_bench.Clock.GetUtcNow())), Token);

        var retention = await RunAsync();

        Assert.Equal(1 + 1 + 1 + 1, retention.Counts["rows"]);
        Assert.Equal(
            ["ledger", "ledger", "reconcile", $"{named}", "retention"],
            _bench.RunRows.Rows.Select(static row => row.PartitionKey).Order(StringComparer.Ordinal));
        Assert.NotNull(await _bench.Service<IRunStore>().FindAsync(named, Token));
        Assert.Single(_bench.Rejected.Rows);
    }

    [Fact]
    public async Task Schedule_OfSeveralProcesses_StartsOneRunForEachTime()
    {
        var schedule = _bench.Service<RetentionSchedule>();
        var occurrence = _bench.Clock.GetUtcNow();

        await schedule.TickAsync(occurrence, Token);
        await schedule.TickAsync(occurrence, Token);
        await schedule.TickAsync(occurrence.AddDays(1), Token);
        Assert.Single(await RunsAsync());
        await _bench.DrainAsync();
        await schedule.TickAsync(occurrence, Token);
        await schedule.TickAsync(occurrence.AddDays(1), Token);

        Assert.Equal(2, (await RunsAsync()).Count);
    }

    private static bool IsOf(string id, string partition, string row) => partition == id || row == id || row.StartsWith($"{id}|", StringComparison.Ordinal) || row.EndsWith($"|{id}", StringComparison.Ordinal);

    private async Task<bool> IsKilledAsync(int last)
    {
        await _bench.Switch.DisableAsync("bank", "A test wants it.", Token);
        await ReceiveAsync("f", analyses: 120);
        await ReceiveAsync("g", analyses: 1);
        _bench.Clock.Advance(Kept + TimeSpan.FromDays(1));
        await _bench.Service<RetentionSchedule>().TickAsync(null, Token);
        var operations = 0;
        FakeTableClient[] tables = [.. Tables, _bench.RunRows, _bench.Rejected];
        Array.ForEach(tables, table => table.Before = _ => ++operations == last + 1 ? throw new InvalidOperationException("Killed.") : Task.CompletedTask);

        await _bench.DrainAsync();

        var isKilled = operations > last;
        Array.ForEach(tables, static table => table.Before = static _ => Task.CompletedTask);
        Assert.Equal(RunState.Finished, Assert.Single(await RunsAsync()).State);
        Assert.DoesNotContain(Tables.SelectMany(static table => table.Rows), static row => IsOf("f", row.PartitionKey, row.RowKey) || IsOf("g", row.PartitionKey, row.RowKey));
        return isKilled;
    }

    private async Task ReceiveAsync(string folder, int analyses)
    {
        var json = PayloadJson.Folder(Enumerable.Range(0, analyses).Select(static i => PayloadJson.Analysis($"a{i}", "FINISHED", "OPERATOR_REQUIRED", updated: 1)), id: folder);
        json["meta_data"] = new System.Text.Json.Nodes.JsonObject { ["transaction_id"] = $"t-{folder}" };
        await _bench.Ingest.ApplyAsync(Payloads.Read(json, "transaction_id"), ChangeCause.Webhook, Token);
        await _bench.DrainAsync();
    }

    private async Task<RunId> ReconcileAsync()
    {
        var start = await _bench.Service<ReconciliationStarter>().TryStartAsync(new ReconciliationRequest(), RunStarter.Schedule, occurrence: null, Token);
        await _bench.DrainAsync();
        return start.Started!.Id;
    }

    private async Task<Run> RunAsync()
    {
        await _bench.Service<RetentionSchedule>().TickAsync(_bench.Clock.GetUtcNow(), Token);
        await _bench.DrainAsync();
        return (await RunsAsync())[0];
    }

    private async Task<(long Folders, long Rows)> RemovedAsync(DateTimeOffset before)
    {
        var run = await _bench.Runs.StartAsync(_bench.Runs.New(RunKinds.Retention, "alice", RetentionStep.Parameters(before)), Token);
        await _bench.DrainAsync();
        var counts = (await _bench.Service<IRunStore>().FindAsync(run.Id, Token))!.Value.Counts;
        return (counts["folders"], counts["rows"]);
    }

    private async Task<IReadOnlyList<Run>> RunsAsync() => (await _bench.Service<IRunStore>().ListAsync(RunKinds.Retention, null, 100, Token)).Items;
}
