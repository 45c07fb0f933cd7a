using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Webhooks;
using OzFunctions.Storage.Notifications;
using OzFunctions.Storage.Webhooks;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;
using OzFunctions.Web.Removal;

namespace OzFunctions.Tests.Removal;

/// <summary>Removal of data older than the retention time. The test sets the clock.</summary>
public sealed class RetentionTests : RetentionBench
{
    [Fact]
    public async Task ExpiredFolders_AreRemovedCompletely()
    {
        await Bench.Switch.DisableAsync("bank", "A test wants it.", int.MaxValue, failingSince: null, Token);
        await ReceiveAsync("old", analyses: 250);
        await ReceiveAsync("changed", analyses: 1);
        await ReceiveAsync("erased", analyses: 1);
        await Bench.EraseAsync("erased");
        await Bench.DrainAsync();
        Bench.Clock.Advance(TimeSpan.FromDays(10));
        await ReceiveAsync("changed", analyses: 2);
        await ReceiveAsync("young", analyses: 1);
        Bench.Clock.Advance(Kept - TimeSpan.FromDays(5));

        var run = await RunAsync();

        Assert.Equal((RunState.Finished, "schedule", 1), (run.State, run.By, run.Counts["folders"]));
        Assert.InRange(run.Counts["rows"], 254, 300);
        Assert.Equal(["Before", "ClockConfirmed", "Days"], run.Parameters.Keys.Order());
        Assert.DoesNotContain(Tables.SelectMany(static table => table.Rows), static row => IsOf("old", row.PartitionKey, row.RowKey));
        Assert.NotNull((await Bench.Store.FindAsync("changed", Token))!.Folder);
        Assert.NotNull((await Bench.Store.FindAsync("young", Token))!.Folder);
        Assert.NotNull((await Bench.Store.FindAsync("erased", Token))!.Tombstone);
        Assert.All(Bench.Folders.TransactionSizes, static size => Assert.InRange(size, 1, 100));

        // The folder was not erased: when Oz sends it again, it is an ordinary folder.
        Assert.Equal(IngestOutcome.Applied, (await Bench.ReceiveAsync("SUCCESS", updated: 1, folder: "old")).Outcome);
    }

    [Fact]
    public async Task Folder_IsKeptToTheLastTickOfItsTime()
    {
        await ReceiveAsync("f", analyses: 1);
        var seen = (await Bench.Store.FindAsync("f", Token))!.Folder!.LastSeenAt;
        Bench.Clock.Advance(TimeSpan.FromDays(10));

        Assert.Equal((0, 0), await RemovedAsync(before: seen));
        Assert.NotNull((await Bench.Store.FindAsync("f", Token))!.Folder);
        Assert.Equal(1, (await RemovedAsync(before: seen.AddTicks(1))).Folders);
    }

    [Fact]
    public async Task MoreFoldersThanAPageHolds_AreAllRemoved()
    {
        for (var i = 0; i < 120; i++)
        {
            await ReceiveAsync($"f{i}", analyses: 1);
        }

        Bench.Clock.Advance(Kept + TimeSpan.FromDays(1));

        Assert.Equal(120, (await RunAsync()).Counts["folders"]);
        Assert.DoesNotContain(Tables.SelectMany(static table => table.Rows), static row => row.PartitionKey.StartsWith('f') || row.RowKey.StartsWith('f'));
    }

    [Fact]
    public async Task CountsOfAnHour_WhoseFoldersAKilledProcessRemoved_AreDropped()
    {
        var hour = IndexHour.Of(Bench.Clock.GetUtcNow());
        var counts = Bench.Service<IHourCounts>();
        await counts.TryStoreAsync([new CountedHour(new HourCounts(hour, FolderCounts.None), null)], Token);
        Bench.Clock.Advance(TimeSpan.FromDays(40));

        await RemovedAsync(before: Bench.Clock.GetUtcNow().AddDays(-41));
        Assert.NotNull((await counts.FindAsync(new HourSpan(hour, hour), Token))[hour].Value);
        await RemovedAsync(before: Bench.Clock.GetUtcNow().AddDays(-40));

        Assert.Null((await counts.FindAsync(new HourSpan(hour, hour), Token))[hour].Value);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(250)]
    public async Task FolderThatChangesWhileItIsRemoved_Stays(int analyses)
    {
        await ReceiveAsync("f", analyses);
        Bench.Clock.Advance(Kept + TimeSpan.FromDays(1));
        Bench.Folders.BeforeFirst("transaction", () => Bench.ReceiveAsync("DECLINED", updated: 99, folder: "f"));

        var run = await RunAsync();

        Assert.Equal(0, run.Counts["folders"]);
        Assert.Equal(2, (await Bench.Store.FindAsync("f", Token))!.Folder!.Version);
        Assert.Equal(2, Assert.Single(Bench.Index.Rows, static row => row.RowKey == "f").GetInt32("Version"));
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
        await new RejectionLog(Bench.Rejected).RecordAsync(Rejections.Batch(Rejections.At(Bench.Clock.GetUtcNow())), Token);
        var first = await ReconcileAsync();
        var named = await ReconcileAsync();
        await Bench.Service<RunStarter>().RecordAsync(
            RunKinds.Test, "alice", new Dictionary<string, string>(), static () => Task.FromResult(0), static _ => new Dictionary<string, long>());
        foreach (var run in (RunId[])[first, named])
        {
            await Bench.Service<IDryRunStore>().RecordAsync(run, [FolderComparison.Unreadable("f", "It is no folder.")], Token);
        }

        Bench.Clock.Advance(Kept + TimeSpan.FromDays(1));
        await new RejectionLog(Bench.Rejected).RecordAsync(Rejections.Batch(Rejections.At(Bench.Clock.GetUtcNow())), Token);

        var retention = await RunAsync();

        Assert.Equal(1 + 1 + 2 + 1, retention.Counts["rows"]);
        Assert.Equal(
            ["ledger", "ledger", "reconcile", $"{named}", "reports", "retention"],
            Bench.RunRows.Rows.Select(static row => row.PartitionKey).Order(StringComparer.Ordinal));
        Assert.NotNull(await Bench.Service<IRunStore>().FindAsync(named, Token));
        Assert.Single(Bench.Rejected.Rows);
    }

    [Fact]
    public async Task LastRunWhoseProgressCannotBeRead_DoesNotStopTheSchedule()
    {
        var last = await RunAsync();
        await Bench.Service<IRunStore>().TryWriteAsync(last with { Cursor = "{" }, "*", Token);
        Bench.Clock.Advance(TimeSpan.FromDays(1));

        var next = await RunAsync();

        Assert.NotEqual(last.Id, next.Id);
        Assert.Equal(RunState.Finished, next.State);
    }

    [Fact]
    public async Task Schedule_OfSeveralProcesses_StartsOneRunForEachTime()
    {
        var schedule = Bench.Service<RetentionSchedule>();
        var occurrence = Bench.Clock.GetUtcNow();

        await schedule.TickAsync(occurrence, Token);
        await schedule.TickAsync(occurrence, Token);
        await schedule.TickAsync(occurrence.AddDays(1), Token);
        Assert.Single(await RunsAsync());
        await Bench.DrainAsync();
        await schedule.TickAsync(occurrence, Token);
        await schedule.TickAsync(occurrence.AddDays(1), Token);

        Assert.Equal(2, (await RunsAsync()).Count);
    }

    private static bool IsOf(string id, string partition, string row) => partition == id || row == id || row.StartsWith($"{id}|", StringComparison.Ordinal) || row.EndsWith($"|{id}", StringComparison.Ordinal);

    private async Task<bool> IsKilledAsync(int last)
    {
        await Bench.Switch.DisableAsync("bank", "A test wants it.", int.MaxValue, failingSince: null, Token);
        await ReceiveAsync("f", analyses: 120);
        await ReceiveAsync("g", analyses: 1);

        // A process that died before it stored the delivery anew left this entry.
        await Bench.Deliveries.ParkAsync(ParkedKeys.Read(Bench.Parked.Rows.First()) with { ParkedAt = Bench.Clock.GetUtcNow().AddTicks(1) }, Token);
        Bench.Clock.Advance(Kept + TimeSpan.FromDays(1));
        await Bench.Service<RetentionSchedule>().TickAsync(null, Token);
        var operations = 0;
        FakeTableClient[] tables = [.. Tables, Bench.RunRows, Bench.Rejected];
        Array.ForEach(tables, table => table.Before = _ => ++operations == last + 1 ? throw new InvalidOperationException("Killed.") : Task.CompletedTask);

        await Bench.DrainAsync();

        var isKilled = operations > last;
        Array.ForEach(tables, static table => table.Before = static _ => Task.CompletedTask);
        Assert.Equal(RunState.Finished, Assert.Single(await RunsAsync()).State);
        Assert.DoesNotContain(Tables.SelectMany(static table => table.Rows), static row => IsOf("f", row.PartitionKey, row.RowKey) || IsOf("g", row.PartitionKey, row.RowKey));
        return isKilled;
    }

    private async Task<RunId> ReconcileAsync()
    {
        var start = await Bench.Service<ReconciliationStarter>().TryStartAsync(new ReconciliationRequest(), RunStarter.Schedule, occurrence: null, Token);
        await Bench.DrainAsync();
        return start.Started!.Id;
    }
}
