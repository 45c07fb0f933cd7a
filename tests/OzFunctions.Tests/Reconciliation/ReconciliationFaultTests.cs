using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Reconciliation;

/// <summary>Faults that must not stop reconciliation, and changes that it must not miss.</summary>
public sealed class ReconciliationFaultTests : ReconciliationBench
{
    [Fact]
    public async Task Folder_OnWhichOzAlwaysFails_BlocksNoOtherAndIsNotifiedWhenOverdue()
    {
        await TellAsync("bad", PayloadJson.Analysis("a", "PROCESSING", updated: Now.ToUnixTimeSeconds()));
        Bench.Oz.List = Bench.Oz.Page;
        var answer = Bench.Oz.Answer;
        Bench.Oz.Answer = id => id == "bad" ? throw new OzUnavailableException("Oz answered 500 to a request for a folder.") : answer(id);

        var overdue = 0L;
        for (var i = 0; i < 20; i++)
        {
            Bench.Clock.Advance(TimeSpan.FromHours(1));
            Put($"new-{i}", "DECLINED");
            var run = await RunAsync();
            Assert.Equal((RunState.Finished, 1, 1), (run.State, run.Counts["discovered"], run.Counts["failed"]));
            overdue += run.Counts.GetValueOrDefault("overdue");
        }

        Assert.Equal(1, overdue);
    }

    [Fact]
    public async Task FolderOnWhichOzAlwaysFails_IsGivenUpLikeAnyOther()
    {
        await TellAsync("bad", PayloadJson.Analysis("a", "FINISHED", "OPERATOR_REQUIRED", updated: Now.ToUnixTimeSeconds()));
        Bench.Oz.Answer = static _ => throw new OzUnavailableException("Oz answered 500 to a request for a folder.");
        var givenUp = 0L;

        for (var i = 0; i < 24 * 9; i++)
        {
            Bench.Clock.Advance(TimeSpan.FromHours(1));
            givenUp += (await RunAsync()).Counts.GetValueOrDefault("givenUp");
        }

        Assert.Equal(1, givenUp);
    }

    [Fact]
    public async Task FailedCheck_IsRetriedForASettledFolderToo()
    {
        await TellAsync("f1", Analysis("DECLINED", Now));
        var answer = Bench.Oz.Answer;
        Bench.Oz.Answer = static _ => throw new OzUnavailableException("Oz answered 500 to a request for a folder.");
        Bench.Clock.Advance(TimeSpan.FromHours(24));
        await RunAsync();
        Bench.Oz.Answer = answer;
        Bench.Oz.Put("f1", Payloads.Now, Now, Analysis("SUCCESS", Now));

        Bench.Clock.Advance(TimeSpan.FromMinutes(10));
        var run = await RunAsync();

        Assert.Equal(1, run.Counts["repaired"]);
    }

    [Fact]
    public async Task OzThatIsSlow_GetsThroughAllThatIsDueAndItsLists()
    {
        for (var i = 0; i < 60; i++)
        {
            await TellAsync($"d{i}", Analysis("OPERATOR_REQUIRED", Now));
        }

        Bench.Oz.Delay = token => Task.Delay(TimeSpan.FromSeconds(2.5), Bench.Clock, token);
        Bench.Oz.List = Bench.Oz.Page;
        Bench.Clock.Advance(TimeSpan.FromHours(1));

        var run = await RunAsync();

        Assert.Equal((RunState.Finished, null, 120), (run.State, run.StoppedBy, run.Counts["scanned"]));
    }

    [Fact]
    public async Task InternalError_EndsTheRun()
    {
        Bench.Oz.List = static _ => throw new InvalidOperationException("A fault of ours.");

        var run = await RunAsync();

        Assert.Equal((RunState.Failed, "It failed 5 times because of an internal error: InvalidOperationException."), (run.State, run.Error));
        Assert.Empty(Bench.Queue.Poison);
        Assert.NotNull((await StartAsync()).Started);
    }

    [Fact]
    public async Task OzAccountThatWasTakenOutOfTheSettings_IsNotAsked()
    {
        Bench.Oz.List = static _ => throw new OzUnavailableException("Oz cannot be reached.");
        await RunAsync();
        Bench.Oz.IsConfigured = false;
        Bench.Oz.Listings.Clear();
        Bench.Clock.Advance(TimeSpan.FromMinutes(5));

        var run = await RunAsync();

        Assert.Equal((RunState.Finished, 0), (run.State, Bench.Oz.Listings.Count));
    }

    [Fact]
    public async Task OzAccountThatWasPutIntoTheSettingsDuringARun_IsAskedByTheNext()
    {
        Bench.Oz.IsConfigured = false;
        var run = (await StartAsync()).Started!;
        Bench.Oz.IsConfigured = true;
        await Bench.DrainAsync();
        Assert.Equal((RunState.Finished, 0), ((await FindAsync(run.Id)).State, Bench.Oz.Listings.Count));

        Assert.Equal(RunState.Finished, (await RunAsync()).State);
        Assert.NotEmpty(Bench.Oz.Listings);
    }

    [Fact]
    public async Task UnavailableOz_SeenByOthers_IsWaitedForWithoutARequest()
    {
        Bench.Oz.Answer = static _ => throw new OzUnavailableException("Down.");
        for (var i = 0; i < 5; i++)
        {
            await Bench.RunAsync(WorkFormat.Write(new RefreshWork($"f{i}", RefreshReasons.Hinted)));
            Bench.Queue.Take();
        }

        var run = (await StartAsync()).Started!;
        await Bench.StepAsync();

        run = await FindAsync(run.Id);
        Assert.Equal((RunState.Running, 0, 0), (run.State, ReconciliationProgress.Read(run.Cursor!).Tries, Bench.Oz.Listings.Count));
        Assert.InRange(Bench.Queue.DelayOfLast, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OverdueFolders_AreNotifiedWhileOzIsDown(bool isSilent)
    {
        for (var i = 0; i < 60; i++)
        {
            await TellAsync($"f{i}", PayloadJson.Analysis("a", "PROCESSING", updated: Now.ToUnixTimeSeconds()));
        }

        Bench.Sender.Sent.Clear();
        Bench.Clock.Advance(TimeSpan.FromMinutes(61));
        Bench.Oz.Delay = isSilent ? token => Task.Delay(TimeSpan.FromHours(1), Bench.Clock, token) : static _ => throw new OzUnavailableException("Down.", TimeSpan.FromSeconds(20));
        var overdue = 0L;
        for (var i = 0; i < 6 && overdue < 60; i++)
        {
            overdue += (await RunAsync()).Counts.GetValueOrDefault("overdue");
            Bench.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal((60, 60), (overdue, Bench.Sender.Sent.Count));
    }

    [Fact]
    public async Task SlowStorage_BeyondTheStepLimit_IsWaitedForAndAllDueFoldersAreChecked()
    {
        for (var i = 0; i < 20; i++)
        {
            await TellAsync($"d{i}", Analysis("OPERATOR_REQUIRED", Now));
        }

        Bench.Open.Before = operation => operation == "query" ? Task.Delay(TimeSpan.FromSeconds(25), Bench.Clock, Token) : Task.CompletedTask;
        Bench.Oz.List = Bench.Oz.Page;
        Bench.Clock.Advance(TimeSpan.FromHours(1));

        var run = await RunAsync();

        Assert.Equal((RunState.Finished, null, 40), (run.State, run.Error, run.Counts["scanned"]));
    }

    [Fact]
    public async Task Run_ThatCheckedNoDueFolder_FailsWithTheReason()
    {
        Bench.Reconciliation = Bench.Reconciliation with { MaxDuration = TimeSpan.FromMinutes(2) };
        Bench.Restart();
        Bench.Open.Before = operation => operation == "query" ? Task.Delay(TimeSpan.FromSeconds(70), Bench.Clock, Token) : Task.CompletedTask;
        Bench.Oz.List = Bench.Oz.Page;
        Put("listed", "SUCCESS");

        var run = await RunAsync();

        Assert.Equal(
            (RunState.Failed, "maxDuration", "Not all due folders were checked. The storage took too long to find them."),
            (run.State, run.StoppedBy, run.Error));
        Assert.Equal(1, run.Counts["discovered"]);
    }

    [Fact]
    public async Task OzThatNeverAnswers_EndsTheRun()
    {
        Bench.Oz.Delay = token => Task.Delay(TimeSpan.FromHours(1), Bench.Clock, token);

        var run = await RunAsync();

        Assert.Equal((RunState.Failed, "Oz does not answer in time. The next run continues from here."), (run.State, run.Error));
        Assert.InRange((run.FinishedAt!.Value - run.StartedAt).TotalMinutes, 2, 15);
    }

    [Fact]
    public async Task Throttling_DuringDueFolders_IsHonouredAndCountsAgainstNoFolder()
    {
        await TellAsync("f1", Analysis("OPERATOR_REQUIRED", Now));
        Bench.Clock.Advance(TimeSpan.FromMinutes(10));
        var answer = Bench.Oz.Answer;
        var calls = new List<DateTimeOffset>();
        Bench.Oz.Answer = id =>
        {
            calls.Add(Now);
            return calls.Count == 1 ? throw new OzUnavailableException("Too many.", TimeSpan.FromSeconds(40)) : answer(id);
        };

        var run = await RunAsync();

        AssertCounts(run, scanned: 1, unchanged: 1);
        Assert.InRange((calls[1] - calls[0]).TotalSeconds, 40, 42);
    }

    [Fact]
    public async Task FolderThatCannotBeApplied_IsCountedAndQueued_AndTheOthersAreFound()
    {
        for (var i = 0; i < 3; i++)
        {
            Put($"f{i}", "SUCCESS");
        }

        var failures = 0;
        Bench.Folders.Before = operation => operation == "transaction" && ++failures == 1 ? throw new InvalidOperationException("A fault of ours.") : Task.CompletedTask;
        var run = await RunAsync();

        AssertCounts(run, scanned: 3, discovered: 2, failed: 1);
        Assert.Equal(3, Bench.Folders.Rows.Count(static row => row.RowKey == "folder"));
    }
}
