using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Removal;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;
using OzFunctions.Storage.Runs;
using OzFunctions.Tests.Reconciliation;

namespace OzFunctions.Tests.Runs;

/// <summary>Each step of a run is made once, whichever process makes it and whatever fails.</summary>
public sealed class RunStepTests : ReconciliationBench
{
    [Fact]
    public async Task Step_InProgressElsewhere_IsNotStartedAgain()
    {
        Put("f1", "SUCCESS");
        await StartAsync();
        var (text, _) = Bench.Queue.Take()!.Value;
        WorkReport? second = null;
        Bench.Oz.List = listing =>
        {
            second ??= Bench.Service<WorkProcessor>().HandleAsync(WorkQueueName.Runs, text, Bench.Queue, Token).GetAwaiter().GetResult();
            return Bench.Oz.Page(listing);
        };

        await Bench.RunAsync(text);
        await Bench.DrainAsync();

        Assert.Equal(WorkResult.PutBack, second!.Result);
        Assert.Equal(3, Bench.Oz.Listings.Count);
    }

    [Fact]
    public async Task Step_WithADuplicateMessage_IsDroppedWhileTheRunIsInProgress()
    {
        Bench.Oz.List = static _ => throw new OzUnavailableException("Too many.", TimeSpan.FromMinutes(4));
        await StartAsync();
        var (text, _) = Bench.Queue.Take()!.Value;
        await Bench.RunAsync(text);
        Bench.Oz.Listings.Clear();

        var again = await Bench.RunAsync(text);

        Assert.Equal(WorkResult.Dropped, again.Result);
        Assert.Empty(Bench.Oz.Listings);
        Assert.Single(Bench.Queue.Items);
    }

    [Fact]
    public async Task Step_LongerThanItsClaim_LeavesTheRunToTheNextProcess()
    {
        var run = (await StartAsync()).Started!;
        Bench.Oz.List = listing =>
        {
            var runs = new RunStore(Bench.RunRows);
            var stored = runs.FindAsync(run.Id, Token).GetAwaiter().GetResult()!;
            _ = runs.TryWriteAsync(stored.Value with { By = "whoever took it further" }, stored.ETag, Token).GetAwaiter().GetResult();
            return Bench.Oz.Page(listing);
        };

        var report = await Bench.StepAsync();

        Assert.Equal((WorkResult.Dropped, $"Another process continued run {run.Id}."), (report!.Result, report.Detail));
        Assert.Equal("whoever took it further", (await FindAsync(run.Id)).By);
    }

    [Fact]
    public async Task Storage_ThatFailsAtTheLastTryOfAStep_DoesNotEndTheRun()
    {
        Put("f1", "SUCCESS");
        var run = (await StartAsync()).Started!;
        Bench.Queue.Take();
        Bench.Folders.Before = static _ => throw new Azure.RequestFailedException(503, "Gone.");

        var report = await Bench.RunAsync(WorkFormat.Write(new RunWork($"{run.Id}") { Failures = WorkProcessor.MaxFailures - 1 }));

        Assert.Equal((WorkResult.Fault, RunState.Running), (report.Result, (await FindAsync(run.Id)).State));
    }

    [Fact]
    public async Task Step_ThatTheStorageFails_IsMadeAgainByTheNextMessage()
    {
        Put("f1", "SUCCESS");
        var run = (await StartAsync()).Started!;
        Bench.Folders.Before = static _ => throw new Azure.RequestFailedException(503, "Gone.");
        var failed = await Bench.StepAsync();
        Assert.Null((await FindAsync(run.Id)).ClaimedUntil);
        Bench.Folders.Before = static _ => Task.CompletedTask;

        var again = await Bench.StepAsync();

        Assert.Equal((WorkResult.Fault, WorkResult.Done), (failed!.Result, again!.Result));
    }

    [Fact]
    public async Task Run_StoredAfterItsMessageWasGivenUp_IsNotShownAsRunning()
    {
        var run = Bench.Runs.New(RunKinds.Replay, "alice", new Dictionary<string, string>());
        WorkReport? report = null;
        Bench.RunRows.Before = async _ =>
        {
            Bench.RunRows.Before = static _ => Task.CompletedTask;
            report = await Bench.RunAsync(Late(Bench.Queue.Take()!.Value.Text));
        };

        await Assert.ThrowsAsync<Core.StoreUnavailableException>(() => Bench.Runs.StartAsync(run, Token));

        Assert.Equal(WorkResult.Dropped, report!.Result);
        var stored = await FindAsync(run.Id);
        Assert.Equal((RunState.Failed, "unknown", "It was not stored in time."), (stored.State, stored.By, stored.Error));
    }

    [Fact]
    public async Task Run_StoredAtTheMomentItsMessageIsGivenUp_IsRun()
    {
        var run = Bench.Runs.New(RunKinds.Retention, "alice", new Dictionary<string, string>()) with { Cursor = "no progress" };
        Bench.RunRows.Before = async operation =>
        {
            if (operation == "write")
            {
                Bench.RunRows.Before = static _ => Task.CompletedTask;
                await Bench.Runs.StartAsync(run, Token);
                Bench.Queue.Take();
            }
        };

        var report = await Bench.RunAsync(Late(WorkFormat.Write(new RunWork($"{run.Id}"))));
        await Bench.DrainAsync();

        Assert.Equal(WorkResult.PutBack, report.Result);
        Assert.Equal((RunState.Failed, "alice"), ((await FindAsync(run.Id)).State, (await FindAsync(run.Id)).By));
    }

    [Fact]
    public async Task Step_RecordedAfterTheNextMessageWasGivenUp_IsMadeAgainAndTheRunGoesOn()
    {
        Bench.Oz.List = static _ => throw new OzUnavailableException("Down.");
        var run = (await StartAsync()).Started!;
        Bench.RunRows.Before = async operation =>
        {
            if (operation == "write" && Bench.Queue.Items.OfType<RunWork>().Any(static work => work.Step == 1))
            {
                Bench.RunRows.Before = static _ => Task.CompletedTask;
                Bench.Oz.List = Bench.Oz.Page;
                Bench.Clock.Advance(TimeSpan.FromMinutes(2));
                await Bench.RunAsync(Late(Bench.Queue.Take()!.Value.Text));
            }
        };

        var report = await Bench.StepAsync();
        await Bench.DrainAsync();

        Assert.Equal($"Another process continued run {run.Id}.", report!.Detail);
        Assert.Equal(RunState.Finished, (await FindAsync(run.Id)).State);
    }

    [Fact]
    public async Task Run_WithAnUnreadableCursor_EndsWithTheReason()
    {
        var progress = new RetentionProgress(RetentionPhase.Records) { Before = Now, Place = "no place" };
        var run = Bench.Runs.New(RunKinds.Retention, "alice", new Dictionary<string, string>()) with { Cursor = $"{progress}" };
        await Bench.Runs.StartAsync(run, Token);
        await Bench.DrainAsync();

        var ended = await FindAsync(run.Id);
        Assert.Equal((RunState.Failed, new Core.InvalidContinuationException().Message), (ended.State, ended.Error));
    }

    [Theory]
    [InlineData(0, 25)]
    [InlineData(3, 0)]
    public async Task OldMessage_OfARunThatWasRemoved_DoesNotBringItBack(int step, int hours)
    {
        var run = Bench.Runs.New(RunKinds.Replay, "alice", new Dictionary<string, string>());
        Bench.Clock.Advance(TimeSpan.FromHours(hours));

        var report = await Bench.RunAsync(Late(WorkFormat.Write(new RunWork($"{run.Id}") { Step = step })));

        Assert.Equal(WorkResult.Dropped, report.Result);
        Assert.Null(await new RunStore(Bench.RunRows).FindAsync(run.Id, Token));
    }

    private static string Late(string text) => WorkFormat.Write(WorkFormat.Read(text)! with { PutBacks = EarlyMessage.MaxPutBacks });
}
