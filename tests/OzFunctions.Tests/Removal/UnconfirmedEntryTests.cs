using Azure;
using OzFunctions.Core;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Removal;
using OzFunctions.Core.Runs;
using OzFunctions.Storage.Notifications;

namespace OzFunctions.Tests.Removal;

/// <summary>Retention removes list entries whose process died before it stored their delivery, even if nobody reads the list.</summary>
public sealed class UnconfirmedEntryTests : RetentionBench
{
    // More than two pages.
    private const int Many = 700;

    private static readonly TimeSpan StoredWithin = TimeSpan.FromHours(1);
    private static readonly TimeSpan WrittenWithin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public async Task EntryOfAnErasedFolder_LeftByAProcessThatDied_IsGoneAfterARun()
    {
        await HoldAsync("f");
        await LeaveEntryAsync("f");
        await Bench.EraseAsync("f");
        await Bench.DrainAsync();
        Assert.Equal("f", ParkedKeys.Read(Assert.Single(Bench.Parked.Rows)).Folder);
        Bench.Clock.Advance(StoredWithin);

        var run = await RunAsync();

        Assert.Equal((RunState.Finished, 0, 1), (run.State, run.Counts["folders"], run.Counts["rows"]));
        Assert.Empty(Bench.Parked.Rows);
        Assert.NotNull((await Bench.Store.FindAsync("f", Token))!.Tombstone);
        Assert.Single(RowsOf("f"));
    }

    [Fact]
    public async Task EntryOfAnExpiredFolder_LeftByAProcessThatDied_IsGoneAfterTheRunThatRemovesTheFolder()
    {
        await HoldAsync("f");
        await LeaveEntryAsync("f");
        Bench.Clock.Advance(Kept + TimeSpan.FromDays(1));

        Assert.Equal(1, (await RunAsync()).Counts["folders"]);

        Assert.Empty(RowsOf("f"));
    }

    [Fact]
    public async Task Entries_OfAllStatesAndEndpoints_AreChecked()
    {
        foreach (var state in DeliveryFilter.Undelivered)
        {
            await ParkAsync(Entry("f", state));
            await ParkAsync(Entry("f", state, endpoint: "no longer in the settings"));
            await ParkAsync(Entry("endpoint|crm", state));
        }

        Bench.Clock.Advance(StoredWithin + Tick);

        Assert.Equal(9, (await StepAsync(First)).Counts["rows"]);

        Assert.Empty(Bench.Parked.Rows);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Entry_WhoseWriterMayStillStoreTheDelivery_Stays(bool hasOtherRow)
    {
        var entry = Entry("f");
        if (hasOtherRow)
        {
            await HoldAsync("f");
            entry = ParkedKeys.Read(Assert.Single(Bench.Parked.Rows)) with { ParkedAt = Bench.Clock.GetUtcNow() + Tick };
        }

        await ParkAsync(entry);
        var others = Bench.Parked.Rows.Count() - 1;
        Bench.Clock.Advance(entry.ParkedAt + (hasOtherRow ? WrittenWithin : StoredWithin) - Bench.Clock.GetUtcNow());

        Assert.Equal(0, (await StepAsync(First)).Counts["rows"]);
        Assert.Equal(others + 1, Bench.Parked.Rows.Count());
        Bench.Clock.Advance(Tick);

        Assert.Equal(1, (await StepAsync(First)).Counts["rows"]);
        Assert.Equal(others, Bench.Parked.Rows.Count());
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task Entry_WhoseDeliveryAnotherWriterChanges_IsRemovedUnlessItIsConfirmed(bool isConfirmed, int removed)
    {
        await HoldAsync("f");
        var own = ParkedKeys.Read(Assert.Single(Bench.Parked.Rows));
        var left = own with { ParkedAt = own.ParkedAt + Tick };
        await ParkAsync(left);
        Bench.Clock.Advance(WrittenWithin + Tick + Tick);
        Bench.Folders.BeforeFirst("write", async () =>
        {
            var stored = (await Bench.Deliveries.FindAsync("f", own.Key, Token))!;
            await Bench.Deliveries.TryWriteAsync(isConfirmed ? stored.Value with { ParkedAt = left.ParkedAt } : stored.Value, stored.ETag, Token);
        });

        Assert.Equal(removed, (await StepAsync(First)).Counts["rows"]);

        Assert.Equal(2 - removed, Bench.Parked.Rows.Count());
    }

    [Fact]
    public async Task EntryWithItsDelivery_Stays()
    {
        await HoldAsync("dead");
        await HoldAsync("held");
        foreach (var delivery in Bench.Rows("dead"))
        {
            var stored = (await Bench.Deliveries.FindAsync("dead", delivery.Key, Token))!;
            await Bench.Service<DeliveryMoves>().TryMoveAsync(stored, delivery with { State = DeliveryState.Dead }, Token);
        }

        Bench.Clock.Advance(TimeSpan.FromDays(1));
        var entries = Bench.Parked.Rows.Select(ParkedKeys.Read).ToList();
        Assert.Equal([DeliveryState.Dead, DeliveryState.Waiting], entries.Select(static entry => entry.State).Distinct());
        var etags = Bench.Folders.Rows.Select(static row => row.ETag).ToList();

        Assert.Equal(0, (await StepAsync(First)).Counts["rows"]);

        Assert.Equal(entries, Bench.Parked.Rows.Select(ParkedKeys.Read));
        Assert.Equal(etags, Bench.Folders.Rows.Select(static row => row.ETag));
    }

    [Fact]
    public async Task EntryThatAnotherReaderRemoves_IsNotCounted()
    {
        var entry = Entry("f", DeliveryState.Dead);
        await ParkAsync(entry);
        Bench.Parked.BeforeFirst("delete", () => Bench.Deliveries.UnparkAsync(entry, Token));

        Assert.Equal(0, (await StepAsync(First)).Counts["rows"]);

        Assert.Empty(Bench.Parked.Rows);
    }

    [Fact]
    public async Task MoreEntriesThanAPageHolds_AreAllChecked()
    {
        await HoldAsync("held");
        var held = Bench.Parked.Rows.Count();
        await LeaveManyAsync();

        Assert.Equal((RunState.Finished, Many), Ended(await StepAsync(First)));

        Assert.Equal(held, Bench.Parked.Rows.Count());
    }

    [Fact]
    public async Task Step_ThatRunsOutOfItsBudget_IsContinuedByTheNext()
    {
        await LeaveManyAsync();
        Bench.Parked.Before = operation =>
        {
            Bench.Clock.Advance(operation == "query" ? RunSteps.Budget : TimeSpan.Zero);
            return Task.CompletedTask;
        };

        var first = await StepAsync(First);
        var left = Bench.Parked.Rows.Count();
        Assert.Equal((RunState.Running, Many - left), Ended(first));
        Assert.InRange(left, 1, Many - 1);
        Assert.NotNull(RetentionProgress.Read(first.Cursor!).Place);

        var run = first;
        for (var steps = 0; run.State is RunState.Running; steps++)
        {
            Assert.InRange(steps, 0, 5);
            run = await StepAsync(run);
        }

        Assert.Equal((RunState.Finished, Many), Ended(run));
        Assert.Empty(Bench.Parked.Rows);
    }

    [Fact]
    public async Task EmptyLists_CostAPageForEachState()
    {
        var reads = 0;
        Bench.Folders.Before = _ => Task.FromResult(++reads);

        Assert.Equal(RunState.Finished, (await StepAsync(First)).State);

        Assert.Equal((DeliveryFilter.Undelivered.Count, 0), (Bench.Parked.Queries.Count, reads));
    }

    private Run First => Bench.Runs.New(RunKinds.Retention, "alice", new Dictionary<string, string>()) with
    {
        Cursor = $"{new RetentionProgress(RetentionPhase.ParkedEntries) { Before = Bench.Clock.GetUtcNow() - Kept }}",
    };

    private static (RunState State, long Rows) Ended(Run run) => (run.State, run.Counts["rows"]);

    private Task<Run> StepAsync(Run run) => Bench.Service<RetentionStep>().RunAsync(run, Token);

    private ParkedEntry Entry(string folder, DeliveryState state = DeliveryState.Waiting, string endpoint = "bank") =>
        new(state, Bench.Clock.GetUtcNow(), Bench.Clock.GetUtcNow(), folder, new DeliveryKey(1, NotificationTypes.FolderResolutionChanged, endpoint));

    private Task ParkAsync(ParkedEntry entry) => Bench.Deliveries.ParkAsync(entry, Token);

    private async Task LeaveManyAsync()
    {
        for (var i = 0; i < Many; i++)
        {
            await ParkAsync(Entry($"f{i}"));
        }

        Bench.Clock.Advance(StoredWithin + Tick);
    }

    private async Task HoldAsync(string folder)
    {
        await Bench.Switch.DisableAsync("bank", "A test wants it.", int.MaxValue, failingSince: null, Token);
        await ReceiveAsync(folder, analyses: 1);
    }

    /// <summary>Lets a process die between listing a delivery of the folder's next change and storing the change. The endpoint must be disabled.</summary>
    private async Task LeaveEntryAsync(string folder)
    {
        var listed = Bench.Parked.Rows.Count();

        // The process then knows that the endpoint is disabled, and lists the delivery from the beginning.
        await Bench.Monitor.ReadAsync("bank", Token);
        Bench.Service<LocalChanges>().Open(static _ => Task.CompletedTask);
        Bench.Folders.Before = static operation => operation == "transaction" ? throw new RequestFailedException(503, "Killed.") : Task.CompletedTask;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Bench.ReceiveAsync("DECLINED", updated: 99, folder));
        Bench.Folders.Before = static _ => Task.CompletedTask;
        await Bench.Service<LocalChanges>().CloseAsync();

        // The change's message finds that the change was never stored.
        await Bench.DrainAsync();
        Assert.Equal(listed + 1, Bench.Parked.Rows.Count());
    }
}
