using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Webhooks;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Removal;

/// <summary>The rows left by the erasure of a folder.</summary>
public sealed class EraseTests : EraseBench
{
    [Fact]
    public async Task Erase_LeavesOnlyATombstoneAndTheRecordOfTheAction()
    {
        await HoldAsync(analyses: 150);
        await Bench.ReceiveAsync("SUCCESS", updated: 1, folder: "other");
        await Bench.DrainAsync();
        var report = await ReportAsync();
        var others = Everything().Where(static row => IsOf(row, "other")).Count();
        var rows = Everything().Count(static row => IsOf(row, Id));

        var run = await EraseAsync();

        // The folder's delivery and its list rows were removed before the request was acknowledged.
        var fence = Assert.Single(Everything(), static row => IsOf(row, Id));
        Assert.Equal(["ErasedAt", "ErasureEndedAt", "FirstSeenHour", "PartitionKey", "RowKey", "Version"], fence.Keys.Where(static key => !key.StartsWith("odata", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(2, fence.GetInt32("Version"));
        Assert.Equal((RunState.Finished, "alice", rows - 3), (run.State, run.By, run.Counts["rows"]));
        Assert.Equal(new KeyValuePair<string, string>("Folder", Id), Assert.Single(run.Parameters));
        Assert.Equal(others, Everything().Count(static row => IsOf(row, "other")));
        Assert.Equal(["other"], (await Bench.Service<IDryRunStore>().ComparedAsync(report, ["other", Id], Token)));
        Assert.Null(await Bench.EraseAsync(Id));
    }

    [Fact]
    public async Task Webhook_ForAnErasedFolder_IsIgnoredForEver()
    {
        await HoldAsync(analyses: 1);
        await EraseAsync();
        var before = Everything().Count();

        var result = await Bench.ReceiveAsync("DECLINED", updated: 99);
        Bench.Restart();
        var later = await Bench.ReceiveAsync("SUCCESS", updated: 100);

        Assert.Equal((IngestOutcome.Ignored, null), (result.Outcome, result.Folder));
        Assert.Equal(IngestOutcome.Ignored, later.Outcome);
        Assert.Empty(Bench.Queue.Items);
        Assert.Equal(before, Everything().Count());
    }

    [Fact]
    public async Task Erase_IsEffectiveWhenAcknowledged_AndItsMessageExistsBefore()
    {
        await HoldAsync(analyses: 1);
        string? waiting = null;
        Bench.Folders.Before = operation =>
        {
            waiting ??= operation == "write" ? $"{Assert.Single(Bench.Queue.Items)}" : null;
            return Task.CompletedTask;
        };

        await Bench.EraseAsync(Id);

        Assert.StartsWith("Run erase.", waiting, StringComparison.Ordinal);
        Assert.Null((await Bench.Store.FindAsync(Id, Token))!.Folder);
        Assert.Equal(2, (await Bench.Store.FindAsync(Id, Token))!.Tombstone!.Version);
    }

    [Fact]
    public async Task Erase_OfMoreThanAStepHolds_GoesOnInTheNext()
    {
        await HoldAsync(analyses: 450);
        Bench.Folders.Before = operation =>
        {
            Bench.Clock.Advance(operation == "transaction" ? RunSteps.Budget * 0.6 : TimeSpan.Zero);
            return Task.CompletedTask;
        };

        var run = await EraseAsync();

        // Five transactions of a hundred rows, two in each step.
        Assert.Equal((RunState.Finished, 3), (run.State, run.Step));
        Assert.Single(Everything(), static row => IsOf(row, Id));
    }

    [Fact]
    public async Task Reconciliation_IgnoresAnErasedFolder()
    {
        var now = Bench.Clock.GetUtcNow();
        Bench.Oz.Put(Id, now, now, PayloadJson.Analysis("a", "FINISHED", "SUCCESS", now.ToUnixTimeSeconds()));
        await Bench.Ingest.ApplyAsync(Bench.Oz.Answer(Id)!, ChangeCause.Webhook, Token);
        await Bench.DrainAsync();
        await EraseAsync();
        var asked = Bench.Oz.Asked;

        var run = await ReconcileAsync(new ReconciliationRequest());
        var proof = await ReconcileAsync(new ReconciliationRequest(now.AddDays(-1), now.AddDays(1), DryRun: true));

        Assert.Equal((1, 1, 0), (run.Counts["scanned"], run.Counts["ignored"], run.Counts["failed"]));
        Assert.Equal((1, 1), (proof.Counts["scanned"], proof.Counts["ignored"]));
        Assert.Equal(asked, Bench.Oz.Asked);
        Assert.Single(Everything(), static row => IsOf(row, Id));
    }

    [Fact]
    public async Task Erase_WhoseRunWasLostBeforeTheListRowsWereRemoved_IsCompletedByAnotherRequest()
    {
        await HoldAsync(analyses: 1);
        await Bench.EraseAsync(Id);
        Bench.Index.Before = static _ => throw new InvalidOperationException("Killed.");
        Assert.Equal(WorkResult.Failed, (await Bench.StepAsync())!.Result);
        Bench.Queue.Take();
        Bench.Index.Before = static _ => Task.CompletedTask;

        Assert.NotNull(await Bench.EraseAsync(Id, "bob"));
        await Bench.DrainAsync();

        Assert.Single(Everything(), static row => IsOf(row, Id));
        Assert.Null(await Bench.EraseAsync(Id, "bob"));
    }

    [Fact]
    public async Task Erase_WhoseRunWasLost_IsCompletedByAnotherRequest()
    {
        await HoldAsync(analyses: 150);
        await Bench.EraseAsync(Id);
        Assert.IsType<RunWork>(WorkFormat.Read(Bench.Queue.Take()!.Value.Text));

        Assert.NotNull(await Bench.EraseAsync(Id, "bob"));
        await Bench.DrainAsync();

        Assert.Single(Everything(), static row => IsOf(row, Id));
        Assert.Null(await Bench.EraseAsync(Id, "bob"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Erase_OfNothing_StartsNothing(bool isFence)
    {
        if (isFence)
        {
            await Bench.Store.TryFenceOffAsync(Id, null, Payloads.Now, Token);
        }

        Assert.Null(await Bench.EraseAsync(Id));
        Assert.Empty(Bench.RunRows.Rows);
    }

    private async Task<RunId> ReportAsync()
    {
        var report = RunId.New(RunKinds.Reconcile, Payloads.Now, Guid.NewGuid());
        ComparedFolder[] folders = [FolderComparison.Unreadable(Id, "It is no folder."), FolderComparison.Unreadable("other", "It is no folder.")];
        await Bench.Service<IDryRunStore>().RecordAsync(report, folders, Token);
        return report;
    }

    private async Task<Run> ReconcileAsync(ReconciliationRequest request)
    {
        var start = await Bench.Service<ReconciliationStarter>().TryStartAsync(request, RunStarter.Schedule, occurrence: null, Token);
        await Bench.DrainAsync();
        return (await Bench.Service<IRunStore>().FindAsync(start.Started!.Id, Token))!.Value;
    }
}
