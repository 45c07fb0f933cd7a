using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Statuses;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Reconciliation;

/// <summary>What must not stop reconciliation, and what must not slip through it.</summary>
public sealed class ReconciliationFaultTests : ReconciliationBench
{
    [Fact]
    public async Task FolderOnWhichOzAlwaysFails_KeepsNoOtherFromBeingFoundAndIsToldWhenOverdue()
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
    public async Task LookThatOzDidNotAnswer_DoesNotCountAmongTheThreeOfASettledFolder()
    {
        await TellAsync("f1", Analysis("DECLINED", Now));
        var answer = Bench.Oz.Answer;
        Bench.Oz.Answer = static _ => throw new OzUnavailableException("Oz answered 500 to a request for a folder.");
        Bench.Clock.Advance(TimeSpan.FromHours(1));
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
    public async Task MoreFoldersThanARunCanAskAbout_LeaveTheListsTheirTurnAndHaveTheirsInTheNextRun()
    {
        Bench.Reconciliation = new ReconciliationSettings { MaxDuration = TimeSpan.FromMinutes(1) };
        Bench.Restart();
        for (var i = 0; i < 150; i++)
        {
            await TellAsync($"d{i}", Analysis("OPERATOR_REQUIRED", Now));
        }

        Bench.Oz.Delay = token => Task.Delay(TimeSpan.FromSeconds(2), Bench.Clock, token);
        Bench.Clock.Advance(TimeSpan.FromMinutes(15));
        var asked = new List<int>();
        var parts = 0;
        for (var i = 0; i < 4; i++)
        {
            Bench.Oz.Listings.Clear();
            var run = await RunAsync();
            Assert.NotEmpty(Bench.Oz.Listings);
            asked.Add(Bench.Oz.Asked);
            var progress = ReconciliationProgress.Read(run.Cursor!);
            Assert.Equal(parts, progress.FirstPart);
            parts += progress.Parts;
        }

        Assert.InRange(asked[0], 40, 100);
        Assert.InRange(asked[^1], 150, 200);
    }

    [Fact]
    public async Task FailureOfOurs_EndsTheRunAndLeavesNoneThatRunsForEver()
    {
        Bench.Oz.List = static _ => throw new InvalidOperationException("A fault of ours.");

        var run = await RunAsync();

        Assert.Equal((RunState.Failed, "It failed 5 times for a reason of ours: InvalidOperationException."), (run.State, run.Error));
        Assert.Empty(Bench.Queue.Poison);
        Assert.NotNull((await StartAsync()).Started);
    }

    [Fact]
    public async Task OneSecondWithMoreFoldersThanARunRemembers_IsReadWhole()
    {
        Bench.Reconciliation = new ReconciliationSettings { PageSize = 500 };
        Bench.Restart();
        Bench.Oz.Put("first", Now.AddHours(-3), Now.AddHours(-3), Analysis("SUCCESS", Now));
        for (var i = 0; i < 1_200; i++)
        {
            Bench.Oz.Put($"{Guid.NewGuid()}", Now.AddHours(-2), Now.AddHours(-2), Analysis("SUCCESS", Now.AddHours(-2)));
        }

        var run = await RunAsync();

        Assert.Equal((RunState.Finished, 1_201), (run.State, run.Counts["discovered"]));
        Assert.InRange(run.Cursor!.Length, 1, 20_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ChangeOfAFolderThatAnUnfinishedListHadPassed_IsFoundByTheNextRun(bool isSorted)
    {
        Bench.Reconciliation = new ReconciliationSettings { PageSize = 10, MaxPages = 10 };
        Bench.Restart();
        for (var i = 0; i < 250; i++)
        {
            Bench.Oz.Put($"f{i:D3}", Now.AddMinutes(-1_400 + i), Now.AddMinutes(-1_000), Analysis("SUCCESS", Now.AddMinutes(-1_000)));
        }

        Bench.Oz.List = listing =>
        {
            var page = Bench.Oz.Page(listing);
            return isSorted || listing.By is OzTimeField.Updated ? page : page with { Items = [.. page.Items.Reverse()] };
        };
        await RunAsync();
        Bench.Clock.Advance(TimeSpan.FromMinutes(1));
        Bench.Oz.Put("f000", Payloads.Now.AddMinutes(-1_400), Now, Analysis("DECLINED", Now));
        Bench.Oz.Answer = static _ => null;
        for (var i = 0; i < 8; i++)
        {
            Bench.Clock.Advance(TimeSpan.FromMinutes(5));
            await RunAsync();
        }

        Assert.Equal(Status.Declined, (await FolderAsync("f000")).Result.Statuses.SystemResolution);
    }

    [Fact]
    public async Task ListThatOzDoesNotSort_IsReadWholeOverSeveralRuns()
    {
        Bench.Reconciliation = new ReconciliationSettings { PageSize = 10, MaxPages = 12, UpdatedWithin = TimeSpan.FromDays(2), Lookback = TimeSpan.FromHours(1) };
        Bench.Restart();
        var folders = Enumerable.Range(0, 300).Select(i => (Id: $"u{i:D3}", Created: Now.AddDays(-2).AddMinutes(i), Updated: Now.AddMinutes(-50 + (i * 7 % 45)))).ToList();
        foreach (var (id, created, updated) in folders)
        {
            Bench.Oz.Put(id, created, updated, Analysis("DECLINED", updated));
        }

        Bench.Oz.List = listing => new OzPage(
            listing.By is OzTimeField.Created ? [] :
            [
                .. folders.Where(folder => folder.Created >= listing.CreatedFrom && folder.Created <= listing.CreatedTo && folder.Updated >= listing.From && folder.Updated <= listing.To)
                    .Skip(listing.Offset).Take(listing.Limit).Select(folder => new OzListed(folder.Id, folder.Updated, Bench.Oz.Answer(folder.Id), null)),
            ],
            IsLast: listing.By is OzTimeField.Created || listing.Offset >= 300);
        for (var i = 0; i < 8; i++)
        {
            await RunAsync();
            Bench.Clock.Advance(TimeSpan.FromMinutes(30));
        }

        Assert.Equal(300, Bench.Folders.Rows.Count(static row => row.RowKey == "folder"));
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
        await StartAsync();
        Bench.Oz.IsConfigured = true;
        await Bench.DrainAsync();
        Assert.Empty(Bench.Oz.Listings);

        Assert.Equal(RunState.Finished, (await RunAsync()).State);
        Assert.NotEmpty(Bench.Oz.Listings);
    }

    [Fact]
    public async Task OzThatNeverAnswers_EndsTheRun()
    {
        Bench.Oz.Delay = token => Task.Delay(TimeSpan.FromHours(1), Bench.Clock, token);

        var run = await RunAsync();

        Assert.Equal((RunState.Failed, "Oz does not answer in time. The next run goes on from here."), (run.State, run.Error));
        Assert.InRange((run.FinishedAt!.Value - run.StartedAt).TotalMinutes, 2, 15);
    }

    [Fact]
    public async Task OzThatAsksForAWaitAmidTheDueFolders_IsGivenItAndNoFolderIsBlamed()
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
    public async Task FolderThatCannotBeApplied_IsCountedAndSetDownAndKeepsNoOtherFromBeingFound()
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

    [Fact]
    public async Task CheckOfAFolderThatIsNotStored_IsTakenOffTheList()
    {
        await Bench.Service<IFolderChecks>().RecordAsync(new FolderCheck("gone", 1, OpenReasons.Running, Now, Now), Token);
        Bench.Oz.List = static _ => new OzPage([], IsLast: true);

        Assert.Equal(1, (await RunAsync()).Counts["unknownAtOz"]);

        Assert.Empty(Bench.Open.Rows);
    }

    [Fact]
    public async Task DueFolder_InARunOfAProcessWhoseClockIsAhead_IsAskedAboutOnce()
    {
        await TellAsync("f1", Analysis("OPERATOR_REQUIRED", Now));
        Bench.Clock.Advance(TimeSpan.FromMinutes(10));
        var run = Bench.Runs.New(RunKinds.Reconcile, RunStarter.Schedule, new ReconciliationRequest().ToParameters()) with
        {
            Counts = LookCounts.Zero,
            Cursor = $"{new ReconciliationProgress(ReconciliationPhase.Due, Now.AddHours(1))}",
        };

        Assert.True(await Bench.Service<DueFolders>().RunAsync(new ReconciliationPass(run, Bench.Clock), Token));

        Assert.Equal(1, Bench.Oz.Asked);
    }

    [Theory]
    [InlineData(20, "DECLINED", OpenReasons.None)]
    [InlineData(61, null, OpenReasons.Running | OpenReasons.Overdue)]
    public async Task FolderThatARunChanges_IsListedAnewAtOnce(int minutes, string? resolution, OpenReasons expected)
    {
        await TellAsync("f1", PayloadJson.Analysis("a", "PROCESSING", updated: Now.ToUnixTimeSeconds()));
        Bench.Clock.Advance(TimeSpan.FromMinutes(minutes));
        if (resolution is not null)
        {
            Bench.Oz.Put("f1", Payloads.Now, Now, Analysis(resolution, Now));
        }

        await StartAsync();
        await Bench.StepAsync();

        var row = Assert.Single(Bench.Open.Rows);
        Assert.Equal((2, expected), (row.GetInt32("Version"), (OpenReasons)row.GetInt32("Reasons")!));
    }

    [Fact]
    public async Task OverdueFolder_IsAskedAboutOnceInARunAndIsNotTakenForOneThatWasNotFollowedUp()
    {
        await TellAsync("f1", PayloadJson.Analysis("a", "PROCESSING", updated: Now.ToUnixTimeSeconds()));
        Bench.Clock.Advance(TimeSpan.FromMinutes(61));

        var run = await RunAsync();

        Assert.Equal((1, 1, 0), (Bench.Oz.Asked, run.Counts["overdue"], run.Counts.GetValueOrDefault("behind")));
    }

    [Fact]
    public async Task SecondGroupThatHangs_IsToldToo()
    {
        await TellAsync("f1", PayloadJson.Analysis("a", "PROCESSING", updated: Now.ToUnixTimeSeconds()));
        Bench.Clock.Advance(TimeSpan.FromMinutes(61));
        await RunAsync();
        await TellAsync("f1", Analysis("DECLINED", Now), PayloadJson.Analysis("b", "PROCESSING", updated: Now.ToUnixTimeSeconds()));

        var overdue = 0L;
        for (var i = 0; i < 10; i++)
        {
            Bench.Clock.Advance(TimeSpan.FromMinutes(15));
            overdue += (await RunAsync()).Counts.GetValueOrDefault("overdue");
        }

        Assert.Equal(1, overdue);
    }
}
