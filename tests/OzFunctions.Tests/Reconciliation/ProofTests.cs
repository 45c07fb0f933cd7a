using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Storage.Reconciliation;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Reconciliation;

/// <summary>Dry runs, which compare and change nothing.</summary>
public sealed class ProofTests : ReconciliationBench
{
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
        var found = (await new ProofStore(Bench.RunRows).DifferentAsync(run.Id, null, 100, Token)).Items;
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
    public async Task DryRunOverFoldersThatASlowOzForgot_ComesToItsEndAndCountsEachOnce()
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
}
