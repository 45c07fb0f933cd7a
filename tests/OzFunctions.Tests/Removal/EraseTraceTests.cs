using OzFunctions.Core.Folders;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Removal;
using OzFunctions.Core.Runs;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;
using OzFunctions.Web.Work;

namespace OzFunctions.Tests.Removal;

/// <summary>Rows that processes write for a folder while it is erased, and how the erasure finds them.</summary>
public sealed class EraseTraceTests : EraseBench
{
    private FakeTableClient[] Tables => [Bench.Folders, Bench.Parked, Bench.Index, Bench.Aliases, Bench.Open, Bench.RunRows];

    private EraseStep Step => Bench.Service<EraseStep>();

    [Fact]
    public async Task ProcessThatListsTheFolderWhileItIsErased_AndDiesThen_LeavesNothing()
    {
        await Bench.Ingest.ApplyAsync(Payload(1), ChangeCause.Webhook, Token);
        var folder = (await Bench.Store.FindAsync(Id, Token))!.Folder!;
        TakeMessages();
        var run = await Bench.EraseAsync(Id);

        var first = await Step.RunAsync(run!, Token);
        await Bench.Service<FolderLists>().WriteAsync(folder, since: 0, Token);
        Assert.NotEmpty(Bench.Aliases.Rows);
        var second = await Step.RunAsync(first.Run, Token);

        Assert.Equal((RunState.Running, Bench.Service<FolderTraces>().LateWithin), (first.Run.State, first.Delay));
        Assert.Equal((RunState.Finished, TimeSpan.Zero), (second.Run.State, second.Delay));
        Assert.Single(Everything(), static row => IsOf(row, Id));
    }

    [Fact]
    public async Task Erase_OfAFolderThatIsListed_WaitsForAttemptsOnly()
    {
        await HoldAsync(analyses: 1);
        var began = Bench.Clock.GetUtcNow();

        Assert.Equal(RunState.Finished, (await EraseAsync()).State);

        Assert.Equal(began + DeliveryAttempts.BeginWithin, Bench.Clock.GetUtcNow());
    }

    [Fact]
    public async Task DryRun_ReportingTheFolderDuringItsErasure_IsSearchedAgain()
    {
        await HoldAsync(analyses: 1);
        var report = await StartDryRunAsync();
        var run = await Bench.EraseAsync(Id);

        var first = await Step.RunAsync(run!, Token);
        await Bench.Service<IDryRunStore>().RecordAsync(report, [FolderComparison.Unreadable(Id, "It is no folder.")], Token);
        var second = await Step.RunAsync(first.Run, Token);

        Assert.Equal((RunState.Running, RunState.Finished), (first.Run.State, second.Run.State));
        Assert.Empty(await Bench.Service<IDryRunStore>().ComparedAsync(report, [Id], Token));
    }

    [Fact]
    public async Task DryRun_PausedUntilAfterTheErasure_RemovesTheFolderFromItsReport()
    {
        await HoldAsync(analyses: 1);
        Bench.Clock.Advance(TimeSpan.FromSeconds(1));
        var now = Bench.Clock.GetUtcNow();
        Bench.Oz.Put(Id, now, now, PayloadJson.Analysis("a0", "FINISHED", "DECLINED", now.ToUnixTimeSeconds()));
        var report = await StartDryRunAsync();
        var hasRead = false;
        Bench.Folders.Before = _ =>
        {
            hasRead = true;
            return Task.CompletedTask;
        };
        Bench.RunRows.Before = async _ =>
        {
            if (hasRead)
            {
                Array.ForEach(Tables, static table => table.Before = static _ => Task.CompletedTask);
                Bench.Clock.Advance(TimeSpan.FromMinutes(5));
                Assert.Equal(RunState.Finished, (await EraseAsync()).State);
            }
        };

        await Bench.DrainAsync();

        var run = (await Bench.Service<IRunStore>().FindAsync(report, Token))!.Value;
        Assert.Equal((RunState.Finished, 1), (run.State, run.Counts["different"]));
        Assert.Empty(await Bench.Service<IDryRunStore>().ComparedAsync(report, [Id], Token));
        Assert.Single(Everything(), static row => IsOf(row, Id));
    }

    [Fact]
    public async Task WebhookThatListsItsDeliveryAsWaiting_AndFindsTheFolderErased_TakesItOffTheList()
    {
        await Bench.ReceiveAndFollowUpAsync("SUCCESS", updated: 1);
        await Bench.Monitor.ChangeAsync("bank", static health => health.TurnedFailing(Payloads.Now, Payloads.Now.AddHours(1)), Token);
        var isErased = false;
        Bench.Parked.Before = async operation =>
        {
            if (operation == "write" && !isErased)
            {
                isErased = true;
                await Bench.EraseAsync(Id);
            }
        };

        await Bench.ReceiveAndFollowUpAsync("DECLINED", updated: 2);

        Assert.True(isErased);
        Assert.Empty(Bench.Parked.Rows);
    }

    [Fact]
    public async Task DeliveryThatWasClaimed_IsNotAttemptedAfterTheErasureIsAnswered()
    {
        var resumed = new TaskCompletionSource();
        var own = Bench.Service<LocalChanges>();
        own.Open(async change =>
        {
            await resumed.Task;
            await Bench.Service<WorkHandler>().FollowUpAsync(change);
        });
        await Bench.ReceiveAsync("SUCCESS", updated: 1);

        var erasing = Eraser.TryStartAsync(Id, "alice", Token);
        Assert.False(erasing.IsCompleted);
        Bench.Clock.Advance(DeliveryAttempts.BeginWithin);
        await erasing;
        Bench.Clock.Advance(TimeSpan.FromTicks(1));
        resumed.SetResult();
        await own.CloseAsync();
        await Bench.DrainAsync();

        Assert.Empty(Bench.Sender.Sent);
        Assert.Single(Everything(), static row => IsOf(row, Id));
    }

    [Fact]
    public async Task DeliveryThatIsClaimedWhileItIsRemoved_IsNotAttemptedAfterTheErasureIsAnswered()
    {
        await Bench.ReceiveAsync("SUCCESS", updated: 1);
        var owed = (await Bench.Deliveries.FindAsync(Id, Assert.Single(Bench.Rows(Id)).Key, Token))!;
        Bench.Folders.BeforeFirst("transaction", async () => await Bench.Deliveries.TryWriteAsync(owed.Value with { ClaimedUntil = Bench.Clock.GetUtcNow().AddSeconds(25) }, owed.ETag, Token));

        var erasing = Eraser.TryStartAsync(Id, "alice", Token);
        Assert.False(erasing.IsCompleted);
        Bench.Clock.Advance(DeliveryAttempts.BeginWithin);
        await erasing;

        Assert.Empty(Bench.Rows(Id));
    }

    [Fact]
    public async Task Erase_NeedsAConstantNumberOfRequests_AndScansNothing()
    {
        var alone = await OperationsAsync(others: 0);
        var among = await OperationsAsync(others: 60);

        Assert.Equal(alone, among);
    }

    private static async Task<int> OperationsAsync(int others)
    {
        var one = new EraseTraceTests();
        await one.HoldAsync(analyses: 1);
        for (var i = 0; i < others; i++)
        {
            await one.Bench.ReceiveAsync("DECLINED", updated: 1, folder: $"other{i}");
        }

        await one.Bench.DrainAsync();
        var operations = 0;
        Array.ForEach(one.Tables, table =>
        {
            table.Queries.Clear();
            table.Before = _ =>
            {
                operations++;
                return Task.CompletedTask;
            };
        });

        await one.EraseAsync();

        Assert.All(one.Tables.SelectMany(static table => table.Queries), static query => Assert.StartsWith("PartitionKey eq ", query, StringComparison.Ordinal));
        return operations;
    }

    private void TakeMessages()
    {
        while (Bench.Queue.Take() is not null)
        {
            // The message is lost with its process, or is due later than the test.
        }
    }

    private async Task<RunId> StartDryRunAsync()
    {
        var now = Bench.Clock.GetUtcNow();
        var start = await Bench.Service<ReconciliationStarter>().TryStartAsync(new ReconciliationRequest(now.AddDays(-1), now.AddDays(1), DryRun: true), "alice", occurrence: null, Token);
        return start.Started!.Id;
    }
}
