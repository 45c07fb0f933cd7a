using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Statuses;
using OzFunctions.Core.Webhooks;
using OzFunctions.Core.Work;
using OzFunctions.Storage.Reconciliation;
using OzFunctions.Storage.Runs;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Reconciliation;

/// <summary>Runs of reconciliation under a clock that is set: weeks pass in milliseconds.</summary>
public sealed class ReconciliationRunTests
{
    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", NotificationTypes.FolderResolutionChanged, NotificationTypes.FolderOverdue)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _bench.Clock.GetUtcNow();

    [Fact]
    public async Task FoldersThatNoWebhookNamed_AreDiscoveredRepairedOrUnchanged()
    {
        Put("known", "SUCCESS");
        Put("behind", "DECLINED");
        Put("new", "SUCCESS");
        await _bench.ReceiveAsync("SUCCESS", updated: Now.ToUnixTimeSeconds(), folder: "known");
        await _bench.Ingest.ApplyAsync(_bench.Oz.Answer("known")!, ChangeCause.Webhook, Token);
        await _bench.ReceiveAsync("SUCCESS", updated: Now.ToUnixTimeSeconds() - 60, folder: "behind");
        await _bench.DrainAsync();

        var run = await RunAsync();

        AssertCounts(run, scanned: 3, unchanged: 1, repaired: 1, discovered: 1);
        Assert.Equal((RunState.Finished, "schedule", null, null), (run.State, run.By, run.Error, run.StoppedBy));
        Assert.Equal(Status.Declined, (await FolderAsync("behind")).Result.Statuses.SystemResolution);
        var change = Assert.Single(await _bench.Store.ChangesAsync("new", 1, 10, Token));
        Assert.Equal(ChangeCause.Reconciliation, change.Cause);
        Assert.Contains(_bench.Sender.Sent, static sent => FolderOf(sent) == "new");
    }

    [Fact]
    public async Task NextRun_ListsOnlyWhatCameSinceAndALittleBefore()
    {
        await RunAsync();
        var first = Now;
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        _bench.Oz.Listings.Clear();

        await RunAsync();

        var created = _bench.Oz.Listings.Single(static listing => listing.By is OzTimeField.Created);
        var updated = _bench.Oz.Listings.Single(static listing => listing.By is OzTimeField.Updated);
        Assert.InRange((first - created.From).TotalMinutes, 9.9, 10.1);
        Assert.InRange((first - updated.From).TotalMinutes, 9.9, 10.1);
        Assert.Equal(created.From, updated.CreatedTo);
        Assert.InRange((Now - updated.CreatedFrom!.Value).TotalDays, 29.9, 30.1);
    }

    [Fact]
    public async Task OldFolderThatOzChanged_IsFoundByItsChange()
    {
        _bench.Oz.Put("old", Now.AddDays(-20), Now.AddDays(-20), Analysis("SUCCESS", Now.AddDays(-20)));
        await RunAsync();
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        _bench.Oz.Put("old", Now.AddDays(-20), Now, Analysis("DECLINED", Now));

        var run = await RunAsync();

        AssertCounts(run, scanned: 1, discovered: 1);
        Assert.Equal(Status.Declined, (await FolderAsync("old")).Result.Statuses.SystemResolution);
    }

    [Fact]
    public async Task DeclinedFolderWhoseLaterGroupsWebhookWasLost_IsFoundWithoutAnyoneAsking()
    {
        await _bench.ReceiveAsync("DECLINED", updated: Now.ToUnixTimeSeconds());
        await _bench.DrainAsync();
        var declined = Analysis("DECLINED", Now);
        _bench.Oz.List = static _ => new OzPage([], IsLast: true);
        _bench.Clock.Advance(TimeSpan.FromMinutes(30));
        _bench.Oz.Put(PayloadJson.FolderId, Payloads.Now, Now, declined, PayloadJson.Analysis("b", "FINISHED", "SUCCESS", Now.ToUnixTimeSeconds(), group: "second"));

        _bench.Clock.Advance(TimeSpan.FromMinutes(31));
        AssertCounts(await RunAsync(), scanned: 1, repaired: 1);

        Assert.Equal(Status.Success, (await FolderAsync(PayloadJson.FolderId)).Result.Statuses.SystemResolution);
        Assert.Equal(2, _bench.Sender.Sent.Count);
    }

    [Fact]
    public async Task OperatorsDecisionWhoseWebhookNeverCame_IsFoundWithoutAnyoneAsking()
    {
        await TellAsync(Analysis("OPERATOR_REQUIRED", Now));
        _bench.Clock.Advance(TimeSpan.FromMinutes(10));
        AssertCounts(await RunAsync(), scanned: 1, unchanged: 1);

        _bench.Oz.Put(PayloadJson.FolderId, Payloads.Now, Now, Analysis("DECLINED", Now));
        _bench.Clock.Advance(TimeSpan.FromMinutes(19));
        AssertCounts(await RunAsync());
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        AssertCounts(await RunAsync(), scanned: 1, repaired: 1);

        Assert.Equal(Status.Declined, (await FolderAsync(PayloadJson.FolderId)).Result.Statuses.SystemResolution);
    }

    [Fact]
    public async Task FolderThatCanNeverBeApplied_DoesNotStopTheCursorAndEndsWherePeopleSeeIt()
    {
        Put("good-1", "SUCCESS");
        Put("good-2", "SUCCESS");
        _bench.Oz.List = listing => listing.By is OzTimeField.Updated
            ? new OzPage([], IsLast: true)
            : new OzPage([.. _bench.Oz.Page(listing).Items, new OzListed("bad", Now, null, "It is no folder."), new OzListed(null, null, null, "Not even that.")], IsLast: true);
        _bench.Oz.Answer = static id => id == "bad" ? throw new PayloadException(PayloadError.NotOzPayload, null, "It is no folder.") : null;

        var run = await RunAsync();
        await _bench.DrainAsync();
        _bench.Oz.Listings.Clear();
        await RunAsync();

        AssertCounts(run, scanned: 4, discovered: 2, failed: 2);
        Assert.Contains("bad", Assert.Single(_bench.Queue.Poison), StringComparison.Ordinal);
        Assert.InRange((_bench.Oz.Listings[0].From - run.StartedAt).TotalMinutes, -10.1, 0);
    }

    [Fact]
    public async Task ListWithoutAnalyses_HasEachFolderAskedAbout()
    {
        Put("f1", "DECLINED");
        _bench.Oz.List = listing => new OzPage(
            [.. _bench.Oz.Page(listing).Items.Select(static item => item with { Payload = item.Payload! with { AnalysesTold = false, Records = FolderRecords.Empty } })], IsLast: true);

        AssertCounts(await RunAsync(), scanned: 1, discovered: 1);

        Assert.Equal(Status.Declined, (await FolderAsync("f1")).Result.Statuses.SystemResolution);
    }

    [Fact]
    public async Task OzThatIsDown_EndsTheRunAndTheNextGoesOnFromThere()
    {
        Put("f1", "SUCCESS");
        _bench.Oz.List = static _ => throw new OzUnavailableException("Oz cannot be reached.");

        var failed = await RunAsync();
        _bench.Oz.List = _bench.Oz.Page;
        _bench.Clock.Advance(TimeSpan.FromMinutes(5));
        _bench.Oz.Listings.Clear();
        var next = await RunAsync();

        Assert.Equal((RunState.Failed, true), (failed.State, failed.Error!.StartsWith("Oz ", StringComparison.Ordinal)));
        Assert.InRange((failed.FinishedAt!.Value - failed.StartedAt).TotalMinutes, 1, 15);
        AssertCounts(next, scanned: 1, discovered: 1);
        Assert.InRange((next.StartedAt - _bench.Oz.Listings[0].From).TotalHours, 24, 24.2);
    }

    [Fact]
    public async Task OzThatAsksForAWait_IsGivenIt()
    {
        var calls = new List<DateTimeOffset>();
        _bench.Oz.List = listing =>
        {
            calls.Add(Now);
            return calls.Count == 1 ? throw new OzUnavailableException("Too many.", TimeSpan.FromSeconds(40)) : _bench.Oz.Page(listing);
        };

        var run = await RunAsync();

        Assert.Equal(RunState.Finished, run.State);
        Assert.InRange((calls[1] - calls[0]).TotalSeconds, 40, 42);
    }

    [Fact]
    public async Task OzThatRefuses_EndsTheRunAtOnce()
    {
        _bench.Oz.List = static _ => throw new OzRefusedException("Oz answered 403 to a request for a list of folders.");

        var run = await RunAsync();

        Assert.Equal((RunState.Failed, "Oz answered 403 to a request for a list of folders.", 1), (run.State, run.Error, _bench.Oz.Listings.Count));
    }

    [Fact]
    public async Task Run_OverItsPages_StopsAndTheNextGoesOnFromThere()
    {
        _bench.Reconciliation = new ReconciliationSettings { PageSize = 10, MaxPages = 10 };
        _bench.Restart();
        for (var i = 0; i < 250; i++)
        {
            _bench.Oz.Put($"f{i:D3}", Payloads.Now.AddMinutes(-1_000 + i), Payloads.Now, Analysis("SUCCESS", Payloads.Now));
        }

        var runs = new List<Run>();
        do
        {
            runs.Add(await RunAsync());
            _bench.Clock.Advance(TimeSpan.FromMinutes(5));
        }
        while (runs[^1].StoppedBy is not null && runs.Count < 10);

        Assert.Equal("maxPages", runs[0].StoppedBy);
        Assert.Null(runs[^1].StoppedBy);
        Assert.Equal(250, runs.Sum(static run => run.Counts["discovered"]));
        Assert.Equal(3, runs.Count);
    }

    [Fact]
    public async Task Span_IsListedAndLeavesTheCursorAlone()
    {
        await RunAsync();
        _bench.Clock.Advance(TimeSpan.FromHours(2));
        _bench.Oz.Put("old", Now.AddDays(-90), Now.AddDays(-90), Analysis("SUCCESS", Now.AddDays(-90)));
        Put("young", "SUCCESS");

        var run = await RunAsync(new ReconciliationRequest(Now.AddDays(-91), Now.AddDays(-89)), "alice");
        _bench.Oz.Listings.Clear();
        var next = await RunAsync();

        AssertCounts(run, scanned: 1, discovered: 1);
        Assert.Equal("alice", run.By);
        AssertCounts(next, scanned: 1, discovered: 1);
        Assert.InRange((Now - _bench.Oz.Listings[0].From).TotalHours, 2, 2.3);
    }

    [Fact]
    public async Task Folder_RunningForTooLong_IsToldOnce()
    {
        await TellAsync(PayloadJson.Analysis("a", "PROCESSING", updated: Now.ToUnixTimeSeconds()));

        var overdue = new List<long>();
        for (var i = 0; i < 20; i++)
        {
            _bench.Clock.Advance(TimeSpan.FromMinutes(5));
            overdue.Add((await RunAsync()).Counts.GetValueOrDefault("overdue"));
        }

        Assert.Equal(1, overdue.Sum());
        Assert.Equal(1, overdue[11]);
        var told = Assert.Single(_bench.Sender.Sent, static sent => sent.Id == WebhookId.Of(PayloadJson.FolderId, 2, NotificationTypes.FolderOverdue));
        Assert.Equal("2026-11-01T12:00:00Z", (string?)JsonNode.Parse(told.Body.Span)!["data"]!["runningSince"]);
        Assert.Equal((2, true), ((await FolderAsync(PayloadJson.FolderId)).Version, (await FolderAsync(PayloadJson.FolderId)).OverdueAt is not null));
    }

    [Fact]
    public async Task Folder_RunningForTooLong_IsToldWithoutAnOzAccountToo()
    {
        _bench.Oz.IsConfigured = false;
        await _bench.Ingest.ApplyAsync(Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis("a", "PROCESSING", updated: Now.ToUnixTimeSeconds())])), ChangeCause.Webhook, Token);
        await _bench.DrainAsync();
        _bench.Clock.Advance(TimeSpan.FromMinutes(61));

        var run = await RunAsync();

        AssertCounts(run);
        Assert.Equal(1, run.Counts["overdue"]);
        Assert.Equal((0, 0), (_bench.Oz.Asked, _bench.Oz.Listings.Count));
    }

    [Fact]
    public async Task Folder_AboutWhichNothingComes_IsGivenUpAfterSevenDaysAndStaysListed()
    {
        await TellAsync(Analysis("OPERATOR_REQUIRED", Now));

        var givenUp = 0L;
        for (var hour = 0; hour < 24 * 9; hour++)
        {
            _bench.Clock.Advance(TimeSpan.FromHours(1));
            givenUp += (await RunAsync()).Counts.GetValueOrDefault("givenUp");
        }

        Assert.Equal(1, givenUp);
        Assert.InRange(_bench.Oz.Asked, 10, 20);
        Assert.True(((OpenReasons)_bench.Open.Rows.Single().GetInt32("Reasons")!).HasFlag(OpenReasons.GivenUp));
    }

    [Fact]
    public async Task SettledFolder_IsLookedAtThreeTimesAndThenNoMore()
    {
        await TellAsync(Analysis("DECLINED", Now));

        for (var hour = 0; hour < 24 * 9; hour++)
        {
            _bench.Clock.Advance(TimeSpan.FromHours(1));
            await RunAsync();
        }

        Assert.Equal(3, _bench.Oz.Asked);
        Assert.Empty(_bench.Open.Rows);
    }

    [Fact]
    public async Task FolderThatOzNoLongerKnows_IsCountedAndKept()
    {
        await _bench.ReceiveAsync("DECLINED", updated: Now.ToUnixTimeSeconds());
        await _bench.DrainAsync();
        _bench.Clock.Advance(TimeSpan.FromHours(1));

        var run = await RunAsync();

        Assert.Equal((1, 1), (run.Counts["scanned"], run.Counts["unknownAtOz"]));
        Assert.Equal(Status.Declined, (await FolderAsync(PayloadJson.FolderId)).Result.Statuses.SystemResolution);
    }

    [Fact]
    public async Task FolderWhoseChangeWasNeverFollowedUp_IsFollowedUpAndCounted()
    {
        await _bench.ReceiveAsync("DECLINED", updated: Now.ToUnixTimeSeconds());
        _bench.Queue.Take();
        _bench.Oz.Put(PayloadJson.FolderId, Now, Now.AddMinutes(-1), Analysis("DECLINED", Now));
        await _bench.Ingest.ApplyAsync(_bench.Oz.Answer(PayloadJson.FolderId)!, ChangeCause.Webhook, Token);
        _bench.Queue.Take();
        Assert.Empty(_bench.Index.Rows);
        _bench.Clock.Advance(TimeSpan.FromMinutes(6));

        var run = await RunAsync();
        await _bench.DrainAsync();

        Assert.Equal(1, run.Counts["behind"]);
        Assert.Single(_bench.Sender.Sent);
        Assert.Equal(2, _bench.Index.Rows.Single().GetInt32("Version"));
        Assert.Equal(0, (await RunAsync()).Counts.GetValueOrDefault("behind"));
    }

    [Fact]
    public async Task HeldDeliveriesOfAnEndpointThatCameBackIntoTheSettings_AreReleased()
    {
        var settings = _bench.Settings;
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        _bench.Settings = NotificationSettings.None;
        _bench.Restart();
        await _bench.DrainAsync();
        Assert.Equal("bank:Held:1", _bench.StatesOf());
        _bench.Settings = settings;
        _bench.Restart();

        var run = await RunAsync();
        await _bench.DrainAsync();

        Assert.Equal(1, run.Counts["released"]);
        Assert.Equal("bank:Delivered:2", _bench.StatesOf());
        Assert.Equal(0, (await RunAsync()).Counts.GetValueOrDefault("released"));
    }

    [Fact]
    public async Task SecondStart_WhileOneRuns_IsRefusedAndNamesIt()
    {
        var first = await StartAsync();

        var second = await StartAsync(by: "alice");

        Assert.Equal((null, first.Started!.Id), (second.Started, second.UnderWay));
        await _bench.DrainAsync();
        Assert.NotNull((await StartAsync(by: "alice")).Started);
    }

    [Fact]
    public async Task TwoStarts_AtTheSameMoment_StartOne()
    {
        ExclusiveStart? other = null;
        _bench.RunRows.Before = async operation =>
        {
            if (operation == "write" && other is null)
            {
                other = new ExclusiveStart(null, null);
                other = await StartAsync(by: "other");
            }
        };

        var ours = await StartAsync();

        Assert.Null(ours.Started);
        Assert.Equal(other!.Started!.Id, ours.UnderWay);
    }

    [Fact]
    public async Task TimeOfTheSchedule_ThatAnotherProcessServed_IsNotServedAgain()
    {
        await StartAsync(occurrence: Payloads.Now);
        await _bench.DrainAsync();

        var again = await StartAsync(occurrence: Payloads.Now);

        Assert.Equal((null, null), (again.Started, again.UnderWay));
        Assert.NotNull((await StartAsync(occurrence: Payloads.Now.AddMinutes(5))).Started);
    }

    [Fact]
    public async Task RunThatIsLost_StandsInTheWayForTenMinutesAndLeavesItsCursor()
    {
        await RunAsync();
        _bench.Clock.Advance(TimeSpan.FromMinutes(5));
        var lost = (await StartAsync()).Started!;
        _bench.Queue.Take();
        _bench.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Null((await StartAsync()).Started);

        _bench.Clock.Advance(TimeSpan.FromMinutes(2));
        var next = (await StartAsync()).Started!;

        var ended = await FindAsync(lost.Id);
        Assert.Equal((RunState.Failed, "It made no step for 10 minutes."), (ended.State, ended.Error));
        var progress = ReconciliationProgress.Read(next.Cursor!);
        Assert.InRange((next.StartedAt - DateTimeOffset.FromUnixTimeSeconds(progress.Created!.From)).TotalMinutes, 25, 27);
    }

    [Fact]
    public async Task RunThatWasNamedAndNeverStored_StandsInTheWayForTenMinutes()
    {
        _bench.Queue.Before = static _ => throw new Core.StoreUnavailableException("The queue is gone.");
        await Assert.ThrowsAsync<Core.StoreUnavailableException>(() => StartAsync());
        _bench.Queue.Before = static _ => Task.CompletedTask;

        Assert.Null((await StartAsync()).Started);
        _bench.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.NotNull((await StartAsync()).Started);
    }

    [Fact]
    public async Task Step_UnderWayElsewhere_IsNotBegunAgain()
    {
        Put("f1", "SUCCESS");
        await StartAsync();
        var (text, _) = _bench.Queue.Take()!.Value;
        WorkReport? second = null;
        _bench.Oz.List = listing =>
        {
            second ??= _bench.Service<WorkProcessor>().ProcessAsync(text, Token).GetAwaiter().GetResult();
            return _bench.Oz.Page(listing);
        };

        await _bench.RunAsync(text);
        await _bench.DrainAsync();

        Assert.Equal(WorkResult.PutBack, second!.Result);
        Assert.Equal(2, _bench.Oz.Listings.Count);
    }

    [Fact]
    public async Task DryRun_ListsEveryDifferenceAndChangesNothing()
    {
        Put("same", "SUCCESS");
        Put("differs", "DECLINED");
        Put("missing-here", "SUCCESS");
        Put("forged-later", "DECLINED");
        await _bench.Ingest.ApplyAsync(_bench.Oz.Answer("same")!, ChangeCause.Webhook, Token);
        await _bench.ReceiveAsync("SUCCESS", updated: Now.ToUnixTimeSeconds() - 60, folder: "differs");
        await _bench.ReceiveAsync("SUCCESS", updated: Now.ToUnixTimeSeconds() + 60, folder: "forged-later");
        await _bench.ReceiveAsync("SUCCESS", updated: Now.ToUnixTimeSeconds(), folder: "missing-at-oz");
        await _bench.DrainAsync();
        var before = _bench.Folders.Rows.Select(static row => row.ETag).ToList();

        var run = await RunAsync(new ReconciliationRequest(Now.AddHours(-1), Now.AddHours(1), DryRun: true), "auditor");

        Assert.Equal(RunState.Finished, run.State);
        Assert.Equal(before, _bench.Folders.Rows.Select(static row => row.ETag));
        Assert.Equal((5, 1, 2, 1, 1), (run.Counts["scanned"], run.Counts["unchanged"], run.Counts["different"], run.Counts["missingHere"], run.Counts["unknownAtOz"]));
        var found = (await new ProofStore(_bench.RunRows).DifferentAsync(run.Id, null, 100, Token)).Items;
        Assert.Equal(
            [
                "differs Different analysis a:  FINISHED/SUCCESS of 2026-11-01T11:59:00Z |  FINISHED/DECLINED of 2026-11-01T12:00:00Z",
                "forged-later Different analysis a:  FINISHED/SUCCESS of 2026-11-01T12:01:00Z |  FINISHED/DECLINED of 2026-11-01T12:00:00Z",
                "missing-at-oz MissingAtOz folder: present | ",
                "missing-here MissingHere folder:  | present",
            ],
            found.Select(static folder => $"{folder.FolderId} {folder.Verdict} {string.Join("; ", folder.Differences.Select(static difference => $"{difference.Field}: {difference.Ours} | {difference.Oz}"))}"));
    }

    private static string? FolderOf(SignedNotification sent) => (string?)JsonNode.Parse(sent.Body.Span)!["data"]!["folderId"];

    private static JsonObject Analysis(string resolution, DateTimeOffset updated) =>
        PayloadJson.Analysis("a", "FINISHED", resolution, updated.ToUnixTimeSeconds());

    private static void AssertCounts(Run run, long scanned = 0, long unchanged = 0, long repaired = 0, long discovered = 0, long failed = 0) => Assert.Equal(
        (scanned, unchanged, repaired, discovered, failed),
        (run.Counts["scanned"], run.Counts["unchanged"], run.Counts["repaired"], run.Counts["discovered"], run.Counts["failed"]));

    private void Put(string id, string resolution) => _bench.Oz.Put(id, Now, Now, Analysis(resolution, Now));

    /// <summary>A webhook comes of a folder that Oz has from now on and never lists.</summary>
    private async Task TellAsync(JsonObject analysis)
    {
        _bench.Oz.List = static _ => new OzPage([], IsLast: true);
        _bench.Oz.Put(PayloadJson.FolderId, Now, Now, analysis);
        await _bench.Ingest.ApplyAsync(_bench.Oz.Answer(PayloadJson.FolderId)!, ChangeCause.Webhook, Token);
        await _bench.DrainAsync();
    }

    private async Task<Folder> FolderAsync(string id) => (await _bench.Store.FindAsync(id, Token))!.Folder!;

    private async Task<Run> FindAsync(RunId id) => (await new RunStore(_bench.RunRows).FindAsync(id, Token))!.Value;

    private Task<ExclusiveStart> StartAsync(ReconciliationRequest? request = null, string by = RunStarter.Schedule, DateTimeOffset? occurrence = null) =>
        _bench.Service<ReconciliationStarter>().TryStartAsync(request ?? new ReconciliationRequest(), by, occurrence, Token);

    /// <summary>Starts a run and does its work, and no other that is due later.</summary>
    private async Task<Run> RunAsync(ReconciliationRequest? request = null, string by = RunStarter.Schedule)
    {
        var run = (await StartAsync(request, by)).Started!;
        while ((run = await FindAsync(run.Id)).State is RunState.Running)
        {
            await _bench.StepAsync();
        }

        await _bench.DrainAsync(until: Now);
        return run;
    }
}
