using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Storage.Reconciliation;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Reconciliation;

/// <summary>Dry runs, which compare and change nothing.</summary>
public sealed class DryRunTests : ReconciliationBench
{
    [Fact]
    public async Task OzThatDoesNotAnswerAboutOurFolders_IsAskedAFewTimes_AndTheRunWaits()
    {
        await TellAsync("ours", Analysis("DECLINED", Now));
        Bench.Oz.Answer = static _ => throw new OzUnavailableException("Oz answered 503.", TimeSpan.FromSeconds(1));
        var began = Now;

        var run = await RunAsync(new ReconciliationRequest(Now.AddHours(-1), Now.AddHours(1), DryRun: true));

        Assert.Equal((RunState.Waiting, null, "Oz answered 503. The next run continues from here."), (run.State, run.StoppedBy, run.Error));
        Assert.InRange(Now - began, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task DryRun_ListsEveryDifferenceAndChangesNothing()
    {
        Put("same", "SUCCESS");
        Put("differs", "DECLINED");
        Put("missing-here", "SUCCESS");
        Put("forged-later", "DECLINED");
        await Bench.Ingest.ApplyAsync(Bench.Oz.Answer("same")!, ChangeCause.Webhook, Token);
        await Bench.ReceiveAsync("SUCCESS", updated: Now.ToUnixTimeSeconds() - 60, folder: "differs");
        await Bench.ReceiveAsync("SUCCESS", updated: Now.ToUnixTimeSeconds() + 60, folder: "forged-later");
        await Bench.ReceiveAsync("SUCCESS", updated: Now.ToUnixTimeSeconds(), folder: "missing-at-oz");
        await Bench.DrainAsync();
        var before = Bench.Folders.Rows.Select(static row => row.ETag).ToList();

        var run = await RunAsync(new ReconciliationRequest(Now.AddHours(-1), Now.AddHours(1), DryRun: true), "auditor");

        Assert.Equal(RunState.Finished, run.State);
        Assert.Equal(before, Bench.Folders.Rows.Select(static row => row.ETag));
        Assert.Equal((5, 1, 2, 1, 1), (run.Counts["scanned"], run.Counts["unchanged"], run.Counts["different"], run.Counts["missingHere"], run.Counts["unknownAtOz"]));
        var found = (await new DryRunStore(Bench.RunRows).DifferentAsync(run.Id, null, 100, Token)).Items;
        Assert.Equal(
            [
                "differs Different analysis a:  FINISHED/SUCCESS of 2026-11-01T11:59:00Z |  FINISHED/DECLINED of 2026-11-01T12:00:00Z",
                "forged-later Different analysis a:  FINISHED/SUCCESS of 2026-11-01T12:01:00Z |  FINISHED/DECLINED of 2026-11-01T12:00:00Z",
                "missing-at-oz MissingAtOz folder: present | ",
                "missing-here MissingHere folder:  | present",
            ],
            found.Select(static folder => $"{folder.FolderId} {folder.Verdict} {string.Join("; ", folder.Differences.Select(static difference => $"{difference.Field}: {difference.Ours} | {difference.Oz}"))}"));
    }

    [Fact]
    public async Task ForgedFolderWithAForgedTimeOfCreation_IsInTheReport()
    {
        var forged = PayloadJson.Folder([Analysis("SUCCESS", Now)], id: "forged");
        forged["time_created"] = 1;
        await Bench.Ingest.ApplyAsync(Payloads.Read(forged), ChangeCause.Webhook, Token);
        await Bench.DrainAsync();

        var run = await RunAsync(new ReconciliationRequest(Now.AddDays(-30), Now.AddHours(1), DryRun: true));

        Assert.Equal((1, 1), (run.Counts["scanned"], run.Counts["unknownAtOz"]));
    }

    [Fact]
    public async Task DryRun_OverFoldersDeletedAtASlowOz_CompletesAndCountsEachOnce()
    {
        for (var i = 0; i < 100; i++)
        {
            await Bench.ReceiveAsync("SUCCESS", updated: Now.ToUnixTimeSeconds(), folder: $"f{i}");
        }

        await Bench.DrainAsync();
        Bench.Oz.Delay = token => Task.Delay(TimeSpan.FromSeconds(1), Bench.Clock, token);

        var run = await RunAsync(new ReconciliationRequest(Now.AddHours(-1), Now.AddHours(1), DryRun: true));

        Assert.Equal((RunState.Finished, 100, 100), (run.State, run.Counts["scanned"], run.Counts["unknownAtOz"]));
    }

    [Fact]
    public async Task DryRun_OverMoreFoldersThanAPage_ComparesAll()
    {
        for (var i = 0; i < 250; i++)
        {
            await Bench.ReceiveAsync("SUCCESS", updated: Now.ToUnixTimeSeconds(), folder: $"f{i}");
        }

        await Bench.DrainAsync();

        // The list is returned at once. The time limit of a step is reached when the last folder of a page was compared: 200 folders, eight at a time.
        var calls = 0;
        Bench.Oz.Delay = token => ++calls == 1 ? Task.CompletedTask : Task.Delay(RunSteps.Budget / 25, Bench.Clock, token);
        var run = await RunAsync(new ReconciliationRequest(Now.AddHours(-1), Now.AddHours(1), DryRun: true));

        Assert.Equal((RunState.Finished, 250, 250), (run.State, run.Counts["scanned"], run.Counts["unknownAtOz"]));
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 2, 0)]
    [InlineData(-1, 0, 1)]
    [InlineData(-2, -1, 0)]
    public async Task DryRun_ComparesFoldersOfItsSpan_BothEndsIncluded(int from, int to, int expected)
    {
        await Bench.ReceiveAsync("SUCCESS", updated: Now.ToUnixTimeSeconds());
        var seen = Now;
        await Bench.DrainAsync();

        var run = await RunAsync(new ReconciliationRequest(seen.AddSeconds(from), seen.AddSeconds(to), DryRun: true));

        Assert.Equal(expected, run.Counts["scanned"]);
    }

    [Fact]
    public async Task DryRunOfAListWithoutAnalyses_ThatOzIsSlowToFillIn_CountsEachFolderOnce()
    {
        for (var i = 0; i < 60; i++)
        {
            Put($"f{i:D2}", "SUCCESS");
        }

        Bench.Oz.List = listing => WithoutAnalyses(Bench.Oz.Page(listing));
        Bench.Oz.Delay = token => Task.Delay(TimeSpan.FromSeconds(1), Bench.Clock, token);
        var run = await RunAsync(new ReconciliationRequest(Now.AddHours(-1), Now.AddHours(1), DryRun: true));

        Assert.Equal((RunState.Finished, 60, 60), (run.State, run.Counts["scanned"], run.Counts["missingHere"]));
    }

    [Fact]
    public async Task DryRun_ThatOzInterruptsAmidAPage_CountsEachFolderOnce()
    {
        for (var i = 0; i < 20; i++)
        {
            Put($"f{i:D2}", "SUCCESS");
        }

        var isFirst = true;
        var answer = Bench.Oz.Answer;
        Bench.Oz.Answer = id => id == "f15" && isFirst && !(isFirst = false) ? throw new OzUnavailableException("Too many.", TimeSpan.FromSeconds(40)) : answer(id);
        Bench.Oz.List = listing => WithoutAnalyses(Bench.Oz.Page(listing));
        var run = await RunAsync(new ReconciliationRequest(Now.AddHours(-1), Now.AddHours(1), DryRun: true));

        Assert.Equal((RunState.Finished, 20, 20), (run.State, run.Counts["scanned"], run.Counts["missingHere"]));
    }

    [Fact]
    public async Task DryRun_OfWhatCannotBeRead_SaysSo()
    {
        await TellAsync("silent", Analysis("SUCCESS", Now));
        Bench.Oz.List = static _ => new OzPage([new OzListed("bad", Payloads.Now, null, "It is no folder."), new OzListed(null, null, null, "Not even that.")], IsLast: true);
        Bench.Oz.Answer = static _ => throw new OzUnavailableException("Oz answered 500 to a request for a folder.");

        var run = await RunAsync(new ReconciliationRequest(Now.AddHours(-1), Now.AddHours(1), DryRun: true));

        AssertCounts(run, scanned: 3, failed: 3);
        var found = (await new DryRunStore(Bench.RunRows).DifferentAsync(run.Id, null, 100, Token)).Items;
        Assert.Equal(
            ["bad Unreadable It is no folder.", "silent Unreadable Oz answered 500 to a request for a folder."],
            found.Select(static folder => $"{folder.FolderId} {folder.Verdict} {Assert.Single(folder.Differences).Oz}"));
    }

    [Fact]
    public async Task FolderThatChangesWhileItIsCompared_IsAskedAboutAnewAndIsTheSame()
    {
        await TellAsync("f1", PayloadJson.Analysis("a", "PROCESSING", updated: Now.ToUnixTimeSeconds()));
        Bench.Clock.Advance(TimeSpan.FromMinutes(1));
        Bench.Oz.List = listing =>
        {
            var page = Bench.Oz.Page(listing);
            Bench.Oz.Put("f1", Payloads.Now, Now, Analysis("DECLINED", Now));
            Bench.Ingest.ApplyAsync(Bench.Oz.Answer("f1")!, ChangeCause.Webhook, Token).GetAwaiter().GetResult();
            return page;
        };

        var run = await RunAsync(new ReconciliationRequest(Now.AddHours(-1), Now.AddHours(1), DryRun: true));

        Assert.Equal((1, 1, 0), (run.Counts["scanned"], run.Counts["unchanged"], run.Counts.GetValueOrDefault("different")));
    }

    [Fact]
    public async Task DryRun_WhoseListTookAllItsPages_StillComparesOurFolders()
    {
        Bench.Reconciliation = Bench.Reconciliation with { MaxPages = 1 };
        Bench.Restart();
        await TellAsync("ours", Analysis("SUCCESS", Now));
        Bench.Oz.Forget("ours");

        var run = await RunAsync(new ReconciliationRequest(Now.AddHours(-1), Now.AddHours(1), DryRun: true));

        Assert.Equal((null, 1), (run.StoppedBy, run.Counts["unknownAtOz"]));
    }

    // A list without analyses makes the processor ask Oz about each folder.
    private static OzPage WithoutAnalyses(OzPage page) =>
        page with { Items = [.. page.Items.Select(static item => item with { Payload = item.Payload! with { HasAnalyses = false, Records = FolderRecords.Empty } })] };
}
