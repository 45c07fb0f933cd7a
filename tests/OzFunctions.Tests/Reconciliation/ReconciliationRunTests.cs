using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Statuses;
using OzFunctions.Core.Webhooks;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Reconciliation;

/// <summary>Reconciliation runs. The test sets the clock, so weeks pass in milliseconds.</summary>
public sealed class ReconciliationRunTests : ReconciliationBench
{
    [Fact]
    public async Task FoldersThatNoWebhookNamed_AreDiscoveredRepairedOrUnchanged()
    {
        Put("known", "SUCCESS");
        Put("behind", "DECLINED");
        Put("new", "SUCCESS");
        await Bench.ReceiveAsync("SUCCESS", updated: Now.ToUnixTimeSeconds(), folder: "known");
        await Bench.Ingest.ApplyAsync(Bench.Oz.Answer("known")!, ChangeCause.Webhook, Token);
        await Bench.ReceiveAsync("SUCCESS", updated: Now.ToUnixTimeSeconds() - 60, folder: "behind");
        await Bench.DrainAsync();

        var run = await RunAsync();

        AssertCounts(run, scanned: 3, unchanged: 1, repaired: 1, discovered: 1);
        Assert.Equal((RunState.Finished, "schedule", null, null), (run.State, run.By, run.Error, run.StoppedBy));
        Assert.Equal(Status.Declined, (await FolderAsync("behind")).Result.Statuses.SystemResolution);
        var change = Assert.Single(await Bench.Store.ChangesAsync("new", 1, 10, Token));
        Assert.Equal(ChangeCause.Reconciliation, change.Cause);
        Assert.Contains(Bench.Sender.Sent, static sent => (string?)JsonNode.Parse(sent.Body.Span)!["data"]!["folderId"] == "new");
    }

    [Fact]
    public async Task NextRun_ListsOnlyNewFoldersAndAnOverlap()
    {
        Put("first", "SUCCESS");
        await RunAsync();
        var first = Now;
        Bench.Clock.Advance(TimeSpan.FromHours(1));
        Bench.Oz.Listings.Clear();

        await RunAsync();

        var created = Bench.Oz.Listings.First(static listing => listing.By is OzTimeField.Created);
        var updated = Bench.Oz.Listings.First(static listing => listing.By is OzTimeField.Updated);
        Assert.InRange((first - created.From).TotalMinutes, 9.9, 10.1);
        Assert.InRange((first - updated.From).TotalMinutes, 9.9, 10.1);
        Assert.Equal(created.From, updated.CreatedTo);
        Assert.InRange((Now - updated.CreatedFrom!.Value).TotalDays, 29.9, 30.1);
    }

    [Fact]
    public async Task OldFolderThatOzChanged_IsFoundByItsChange()
    {
        Bench.Oz.Put("old", Now.AddDays(-20), Now.AddDays(-20), Analysis("SUCCESS", Now.AddDays(-20)));
        await RunAsync();
        Bench.Clock.Advance(TimeSpan.FromHours(1));
        Bench.Oz.Put("old", Now.AddDays(-20), Now, Analysis("DECLINED", Now));

        var run = await RunAsync();

        AssertCounts(run, scanned: 1, discovered: 1);
        Assert.Equal(Status.Declined, (await FolderAsync("old")).Result.Statuses.SystemResolution);
    }

    [Fact]
    public async Task Folder_ThatCanNeverBeApplied_DoesNotBlockTheCursorAndIsShown()
    {
        Put("good-1", "SUCCESS");
        Put("good-2", "SUCCESS");
        Bench.Oz.List = listing => listing.By is OzTimeField.Updated
            ? new OzPage([], IsLast: true)
            : new OzPage([.. Bench.Oz.Page(listing).Items, new OzListed("bad", Now, null, "It is no folder."), new OzListed(null, null, null, "Not even that.")], IsLast: true);
        Bench.Oz.Answer = static id => id == "bad" ? throw new PayloadException(PayloadError.NotOzPayload, null, "It is no folder.") : null;

        var run = await RunAsync();
        await Bench.DrainAsync();
        Bench.Oz.Listings.Clear();
        await RunAsync();

        AssertCounts(run, scanned: 4, discovered: 2, failed: 2);
        Assert.Contains("bad", Assert.Single(Bench.Queue.Poison), StringComparison.Ordinal);
        Assert.InRange((Bench.Oz.Listings[0].From - run.StartedAt).TotalMinutes, -10.1, 0);
    }

    [Fact]
    public async Task ListWithoutAnalyses_EnqueuesARefreshOfEachFolder()
    {
        Put("f1", "DECLINED");
        Bench.Oz.List = listing => new OzPage(
            [.. Bench.Oz.Page(listing).Items.Select(static item => item with { Payload = item.Payload! with { HasAnalyses = false, Records = FolderRecords.Empty } })], IsLast: true);

        var run = await RunAsync();

        AssertCounts(run);
        Assert.Equal(1, run.Counts["queued"]);
        Assert.Equal(Status.Declined, (await FolderAsync("f1")).Result.Statuses.SystemResolution);
    }

    [Fact]
    public async Task UnavailableOz_EndsTheRunAndTheNextContinues()
    {
        Put("f1", "SUCCESS");
        Bench.Oz.List = static _ => throw new OzUnavailableException("Oz cannot be reached.");

        var failed = await RunAsync();
        var limits = Bench.Oz.Listings.Select(static listing => listing.Limit).ToList();
        Bench.Oz.List = Bench.Oz.Page;
        Bench.Clock.Advance(TimeSpan.FromMinutes(5));
        Bench.Oz.Listings.Clear();
        var next = await RunAsync();

        Assert.Equal((RunState.Failed, true), (failed.State, failed.Error!.StartsWith("Oz ", StringComparison.Ordinal)));

        // Three attempts for each of two lists; later pages of the first list are shorter.
        Assert.Equal(Enumerable.Repeat(100, 6), limits);
        Assert.Equal([50, 100], ReconciliationProgress.Read(failed.Cursor!).Lists.Select(static list => list.PageSize));
        Assert.InRange((failed.FinishedAt!.Value - failed.StartedAt).TotalMinutes, 1, 15);
        AssertCounts(next, scanned: 1, discovered: 1);
        Assert.InRange((next.StartedAt - Bench.Oz.Listings[0].From).TotalHours, 24, 24.2);
    }

    [Fact]
    public async Task RetryAfter_IsHonoured()
    {
        var calls = new List<DateTimeOffset>();
        Bench.Oz.List = listing =>
        {
            calls.Add(Now);
            return calls.Count == 1 ? throw new OzUnavailableException("Too many.", TimeSpan.FromSeconds(40)) : Bench.Oz.Page(listing);
        };

        var run = await RunAsync();

        Assert.Equal(RunState.Finished, run.State);
        Assert.InRange((calls[1] - calls[0]).TotalSeconds, 40, 42);
    }

    [Fact]
    public async Task OzThatRefuses_EndsTheRunAtOnce()
    {
        Bench.Oz.List = static _ => throw new OzRefusedException("Oz answered 403 to a request for a list of folders.");

        var run = await RunAsync();

        Assert.Equal((RunState.Failed, "Oz answered 403 to a request for a list of folders.", 1), (run.State, run.Error, Bench.Oz.Listings.Count));
    }

    [Fact]
    public async Task Drift_IsCounted()
    {
        var drifting = Payloads.Read(PayloadJson.Folder([Analysis("DECLINED", Now)], "FINISHED", "SUCCESS", Now.ToUnixTimeSeconds()));
        Bench.Oz.List = listing => new OzPage(listing.By is OzTimeField.Created ? [new OzListed(PayloadJson.FolderId, Now, drifting, null)] : [], IsLast: true);

        Assert.Equal(1, (await RunAsync()).Counts["drifted"]);
    }

    [Fact]
    public async Task Span_IsListedAndDoesNotMoveTheCursor()
    {
        Put("first", "SUCCESS");
        await RunAsync();
        Bench.Clock.Advance(TimeSpan.FromHours(2));
        Bench.Oz.Put("old", Now.AddDays(-90), Now.AddDays(-90), Analysis("SUCCESS", Now.AddDays(-90)));
        Put("young", "SUCCESS");

        var run = await RunAsync(new ReconciliationRequest(Now.AddDays(-91), Now.AddDays(-89)), "alice");
        Bench.Oz.Listings.Clear();
        var next = await RunAsync();

        AssertCounts(run, scanned: 1, discovered: 1);
        Assert.Equal("alice", run.By);

        // The first folder is listed again.
        AssertCounts(next, scanned: 2, unchanged: 1, discovered: 1);
        Assert.InRange((Now - Bench.Oz.Listings[0].From).TotalHours, 2, 2.3);
    }

    [Fact]
    public async Task FolderWhoseChangeWasNeverFollowedUp_IsFollowedUpAndCounted()
    {
        await Bench.ReceiveAsync("DECLINED", updated: Now.ToUnixTimeSeconds());
        Bench.Queue.Take();
        Bench.Oz.Put(PayloadJson.FolderId, Now, Now.AddMinutes(-1), Analysis("DECLINED", Now));
        await Bench.Ingest.ApplyAsync(Bench.Oz.Answer(PayloadJson.FolderId)!, ChangeCause.Webhook, Token);
        Bench.Queue.Take();
        Assert.Empty(Bench.Index.Rows);
        Bench.Clock.Advance(TimeSpan.FromMinutes(6));

        var run = await RunAsync();
        await Bench.DrainAsync();

        Assert.Equal(1, run.Counts["behind"]);
        Assert.Single(Bench.Sender.Sent);
        Assert.Equal(2, Bench.Index.Rows.Single().GetInt32("Version"));
        Assert.Equal(0, (await RunAsync()).Counts.GetValueOrDefault("behind"));
    }

    [Fact]
    public async Task HeldDeliveriesOfAnEndpointThatCameBackIntoTheSettings_AreReleased()
    {
        var settings = Bench.Settings;
        await Bench.ReceiveAsync("SUCCESS", updated: 1);
        Bench.Settings = NotificationSettings.None;
        Bench.Restart();
        await Bench.DrainAsync();
        Assert.Equal("bank:Waiting:1", Bench.StatesOf());
        Bench.Settings = settings;
        Bench.Restart();

        var run = await RunAsync();
        await Bench.DrainAsync();

        Assert.Equal(1, run.Counts["released"]);
        Assert.Equal("bank:Delivered:1", Bench.StatesOf());
        Assert.Equal(0, (await RunAsync()).Counts.GetValueOrDefault("released"));
    }
}
