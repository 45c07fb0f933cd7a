using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Statuses;
using OzFunctions.Storage.Runs;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Reconciliation;

/// <summary>What must not stop reconciliation, and what must not slip through it.</summary>
public sealed class ReconciliationFaultTests
{
    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", NotificationTypes.FolderResolutionChanged, NotificationTypes.FolderOverdue)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _bench.Clock.GetUtcNow();

    [Fact]
    public async Task FolderOnWhichOzAlwaysFails_KeepsNoOtherFromBeingFoundAndIsToldWhenOverdue()
    {
        await TellAsync("bad", PayloadJson.Analysis("a", "PROCESSING", updated: Now.ToUnixTimeSeconds()));
        var answer = _bench.Oz.Answer;
        _bench.Oz.Answer = id => id == "bad" ? throw new OzUnavailableException("Oz answered 500 to a request for a folder.") : answer(id);

        var overdue = 0L;
        for (var i = 0; i < 20; i++)
        {
            _bench.Clock.Advance(TimeSpan.FromHours(1));
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
        _bench.Oz.Answer = static _ => throw new OzUnavailableException("Oz answered 500 to a request for a folder.");
        var givenUp = 0L;

        for (var i = 0; i < 24 * 9; i++)
        {
            _bench.Clock.Advance(TimeSpan.FromHours(1));
            givenUp += (await RunAsync()).Counts.GetValueOrDefault("givenUp");
        }

        Assert.Equal(1, givenUp);
    }

    [Fact]
    public async Task LookThatOzDidNotAnswer_DoesNotCountAmongTheThreeOfASettledFolder()
    {
        await TellAsync("f1", Analysis("DECLINED", Now));
        var answer = _bench.Oz.Answer;
        _bench.Oz.Answer = static _ => throw new OzUnavailableException("Oz answered 500 to a request for a folder.");
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        await RunAsync();
        _bench.Oz.Answer = answer;
        _bench.Oz.Put("f1", Payloads.Now, Now, Analysis("SUCCESS", Now));

        _bench.Clock.Advance(TimeSpan.FromMinutes(10));
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

        _bench.Oz.Delay = token => Task.Delay(TimeSpan.FromSeconds(2.5), _bench.Clock, token);
        _bench.Oz.List = _bench.Oz.Page;
        _bench.Clock.Advance(TimeSpan.FromHours(1));

        var run = await RunAsync();

        Assert.Equal((RunState.Finished, null, 120), (run.State, run.StoppedBy, run.Counts["scanned"]));
    }

    [Fact]
    public async Task MoreFoldersThanARunCanAskAbout_LeaveTheListsTheirTurnAndHaveTheirsInTheNextRun()
    {
        _bench.Reconciliation = new ReconciliationSettings { MaxDuration = TimeSpan.FromMinutes(1) };
        _bench.Restart();
        for (var i = 0; i < 150; i++)
        {
            await TellAsync($"d{i}", Analysis("OPERATOR_REQUIRED", Now));
        }

        _bench.Oz.Delay = token => Task.Delay(TimeSpan.FromSeconds(2), _bench.Clock, token);
        _bench.Clock.Advance(TimeSpan.FromMinutes(15));
        var asked = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            _bench.Oz.Listings.Clear();
            await RunAsync();
            Assert.NotEmpty(_bench.Oz.Listings);
            asked.Add(_bench.Oz.Asked);
        }

        Assert.InRange(asked[0], 40, 100);
        Assert.InRange(asked[^1], 150, 200);
    }

    [Fact]
    public async Task FailureOfOurs_EndsTheRunAndLeavesNoneThatRunsForEver()
    {
        _bench.Oz.List = static _ => throw new InvalidOperationException("A fault of ours.");

        var run = await RunAsync();

        Assert.Equal((RunState.Failed, "It failed 5 times for a reason of ours: InvalidOperationException."), (run.State, run.Error));
        Assert.Empty(_bench.Queue.Poison);
        Assert.NotNull((await StartAsync()).Started);
    }

    [Fact]
    public async Task OneSecondWithMoreFoldersThanARunRemembers_IsReadWhole()
    {
        _bench.Reconciliation = new ReconciliationSettings { PageSize = 500 };
        _bench.Restart();
        _bench.Oz.Put("first", Now.AddHours(-3), Now.AddHours(-3), Analysis("SUCCESS", Now));
        for (var i = 0; i < 1_200; i++)
        {
            _bench.Oz.Put($"{Guid.NewGuid()}", Now.AddHours(-2), Now.AddHours(-2), Analysis("SUCCESS", Now.AddHours(-2)));
        }

        var run = await RunAsync();

        Assert.Equal((RunState.Finished, 1_201), (run.State, run.Counts["discovered"]));
        Assert.InRange(run.Cursor!.Length, 1, 20_000);
    }

    [Fact]
    public async Task ChangeOfAFolderThatAnUnfinishedListHadPassed_IsFoundByTheNextRun()
    {
        _bench.Reconciliation = new ReconciliationSettings { PageSize = 10, MaxPages = 10 };
        _bench.Restart();
        for (var i = 0; i < 250; i++)
        {
            _bench.Oz.Put($"f{i:D3}", Now.AddMinutes(-1_400 + i), Now.AddMinutes(-1_000), Analysis("SUCCESS", Now.AddMinutes(-1_000)));
        }

        await RunAsync();
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        _bench.Oz.Put("f000", Payloads.Now.AddMinutes(-1_400), Now, Analysis("DECLINED", Now));
        _bench.Oz.Answer = static _ => null;
        for (var i = 0; i < 8; i++)
        {
            _bench.Clock.Advance(TimeSpan.FromMinutes(5));
            await RunAsync();
        }

        Assert.Equal(Status.Declined, (await FolderAsync("f000")).Result.Statuses.SystemResolution);
    }

    [Fact]
    public async Task ListThatOzDoesNotSort_IsReadWholeOverSeveralRuns()
    {
        _bench.Reconciliation = new ReconciliationSettings { PageSize = 10, MaxPages = 12, UpdatedWithin = TimeSpan.FromDays(2), Lookback = TimeSpan.FromHours(1) };
        _bench.Restart();
        var folders = Enumerable.Range(0, 300).Select(i => (Id: $"u{i:D3}", Created: Now.AddDays(-2).AddMinutes(i), Updated: Now.AddMinutes(-50 + (i * 7 % 45)))).ToList();
        foreach (var (id, created, updated) in folders)
        {
            _bench.Oz.Put(id, created, updated, Analysis("DECLINED", updated));
        }

        _bench.Oz.List = listing => new OzPage(
            listing.By is OzTimeField.Created ? [] :
            [
                .. folders.Where(folder => folder.Created >= listing.CreatedFrom && folder.Created <= listing.CreatedTo && folder.Updated >= listing.From && folder.Updated <= listing.To)
                    .Skip(listing.Offset).Take(listing.Limit).Select(folder => new OzListed(folder.Id, folder.Updated, _bench.Oz.Answer(folder.Id), null)),
            ],
            IsLast: listing.By is OzTimeField.Created || listing.Offset >= 300);
        for (var i = 0; i < 8; i++)
        {
            await RunAsync();
            _bench.Clock.Advance(TimeSpan.FromMinutes(30));
        }

        Assert.Equal(300, _bench.Folders.Rows.Count(static row => row.RowKey == "folder"));
    }

    [Fact]
    public async Task OzAccountThatWasTakenOutOfTheSettings_IsNotAsked()
    {
        _bench.Oz.List = static _ => throw new OzUnavailableException("Oz cannot be reached.");
        await RunAsync();
        _bench.Oz.IsConfigured = false;
        _bench.Oz.Listings.Clear();
        _bench.Clock.Advance(TimeSpan.FromMinutes(5));

        var run = await RunAsync();

        Assert.Equal((RunState.Finished, 0), (run.State, _bench.Oz.Listings.Count));
    }

    [Fact]
    public async Task OverdueFolder_IsAskedAboutOnceInARunAndIsNotTakenForOneThatWasNotFollowedUp()
    {
        await TellAsync("f1", PayloadJson.Analysis("a", "PROCESSING", updated: Now.ToUnixTimeSeconds()));
        _bench.Clock.Advance(TimeSpan.FromMinutes(61));

        var run = await RunAsync();

        Assert.Equal((1, 1, 0), (_bench.Oz.Asked, run.Counts["overdue"], run.Counts.GetValueOrDefault("behind")));
    }

    [Fact]
    public async Task SecondGroupThatHangs_IsToldToo()
    {
        await TellAsync("f1", PayloadJson.Analysis("a", "PROCESSING", updated: Now.ToUnixTimeSeconds()));
        _bench.Clock.Advance(TimeSpan.FromMinutes(61));
        await RunAsync();
        await TellAsync("f1", Analysis("DECLINED", Now), PayloadJson.Analysis("b", "PROCESSING", updated: Now.ToUnixTimeSeconds()));

        var overdue = 0L;
        for (var i = 0; i < 10; i++)
        {
            _bench.Clock.Advance(TimeSpan.FromMinutes(15));
            overdue += (await RunAsync()).Counts.GetValueOrDefault("overdue");
        }

        Assert.Equal(1, overdue);
    }

    [Fact]
    public async Task OzThatAsksForAnHourOfPeace_IsGivenItByTheSchedule()
    {
        var calls = new List<DateTimeOffset>();
        _bench.Oz.List = listing =>
        {
            calls.Add(Now);
            return calls.Count == 1 ? throw new OzUnavailableException("Too many.", TimeSpan.FromHours(1)) : _bench.Oz.Page(listing);
        };
        Assert.Equal("Too many. Oz asks for 60 minutes of peace.", (await RunAsync()).Error);

        for (var i = 0; i < 13; i++)
        {
            _bench.Clock.Advance(TimeSpan.FromMinutes(5));
            if ((await StartAsync()).Started is not null)
            {
                await _bench.DrainAsync(until: Now);
            }
        }

        Assert.InRange((calls[1] - calls[0]).TotalMinutes, 60, 65);
    }

    [Fact]
    public async Task TimeOfTheScheduleThatLiesAhead_DoesNotStopTheSchedule()
    {
        await StartAsync(Now.AddDays(1));
        await _bench.DrainAsync();
        _bench.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.NotNull((await StartAsync(Now)).Started);
    }

    [Fact]
    public async Task ForgedFolderWithAForgedTimeOfCreation_IsInTheReport()
    {
        var forged = PayloadJson.Folder([Analysis("SUCCESS", Now)], id: "forged");
        forged["time_created"] = 1;
        await _bench.Ingest.ApplyAsync(Payloads.Read(forged), ChangeCause.Webhook, Token);
        await _bench.DrainAsync();

        var run = await RunAsync(new ReconciliationRequest(Now.AddDays(-30), Now.AddHours(1), DryRun: true));

        Assert.Equal((1, 1), (run.Counts["scanned"], run.Counts["unknownAtOz"]));
    }

    [Fact]
    public async Task DryRunOverFoldersThatASlowOzForgot_ComesToItsEndAndCountsEachOnce()
    {
        for (var i = 0; i < 100; i++)
        {
            await _bench.ReceiveAsync("SUCCESS", updated: Now.ToUnixTimeSeconds(), folder: $"f{i}");
        }

        await _bench.DrainAsync();
        _bench.Oz.Delay = token => Task.Delay(TimeSpan.FromSeconds(1), _bench.Clock, token);

        var run = await RunAsync(new ReconciliationRequest(Now.AddHours(-1), Now.AddHours(1), DryRun: true));

        Assert.Equal((RunState.Finished, 100, 100), (run.State, run.Counts["scanned"], run.Counts["unknownAtOz"]));
    }

    [Fact]
    public async Task LedgerWhoseAnswerWasLost_IsKnownAgainAndTheRunStarts()
    {
        var isFirst = true;
        _bench.RunRows.AfterWrite = () =>
        {
            if (isFirst)
            {
                isFirst = false;
                throw new Azure.RequestFailedException(409, "The SDK sent it twice.");
            }
        };

        Assert.NotNull((await StartAsync()).Started);
    }

    private static JsonObject Analysis(string resolution, DateTimeOffset updated) =>
        PayloadJson.Analysis("a", "FINISHED", resolution, updated.ToUnixTimeSeconds());

    private void Put(string id, string resolution) => _bench.Oz.Put(id, Now, Now, Analysis(resolution, Now));

    private async Task TellAsync(string id, params JsonObject[] analyses)
    {
        _bench.Oz.Put(id, Now, Now, analyses);
        await _bench.Ingest.ApplyAsync(_bench.Oz.Answer(id)!, ChangeCause.Webhook, Token);
        await _bench.DrainAsync();
    }

    private async Task<Folder> FolderAsync(string id) => (await _bench.Store.FindAsync(id, Token))!.Folder!;

    private Task<ReconciliationStart> StartAsync(DateTimeOffset? occurrence = null, ReconciliationRequest? request = null) =>
        _bench.Service<ReconciliationStarter>().TryStartAsync(request ?? new ReconciliationRequest(), RunStarter.Schedule, occurrence, Token);

    private async Task<Run> RunAsync(ReconciliationRequest? request = null)
    {
        var started = (await StartAsync(request: request)).Started!;
        Run run;
        while ((run = (await new RunStore(_bench.RunRows).FindAsync(started.Id, Token))!.Value).State is RunState.Running)
        {
            await _bench.StepAsync();
        }

        await _bench.DrainAsync(until: Now);
        return run;
    }
}
