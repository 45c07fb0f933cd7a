using System.Text.Json.Nodes;
using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Oz;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Statuses;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Reconciliation;

/// <summary>Oz is asked about folders that are due for a check.</summary>
public sealed class DueFolderTests : ReconciliationBench
{
    [Fact]
    public async Task DeclinedFolder_WithALostLaterWebhook_IsFoundAutomatically()
    {
        await Bench.ReceiveAsync("DECLINED", updated: Now.ToUnixTimeSeconds());
        await Bench.DrainAsync();
        var declined = Analysis("DECLINED", Now);
        Bench.Oz.List = static _ => new OzPage([], IsLast: true);
        Bench.Clock.Advance(TimeSpan.FromMinutes(30));
        Bench.Oz.Put(PayloadJson.FolderId, Payloads.Now, Now, declined, PayloadJson.Analysis("b", "FINISHED", "SUCCESS", Now.ToUnixTimeSeconds(), group: "second", created: Now.ToUnixTimeSeconds() - 60));

        Bench.Clock.Advance(TimeSpan.FromHours(24));
        AssertCounts(await RunAsync(), scanned: 1, repaired: 1);

        Assert.Equal(Status.Success, (await FolderAsync(PayloadJson.FolderId)).Result.Statuses.SystemResolution);
        Assert.Equal(2, Bench.Sender.Sent.Count);
    }

    [Fact]
    public async Task OperatorsDecision_WithoutAWebhook_IsFoundAutomatically()
    {
        await TellAsync(PayloadJson.FolderId, Analysis("OPERATOR_REQUIRED", Now));
        Bench.Clock.Advance(TimeSpan.FromMinutes(10));
        AssertCounts(await RunAsync(), scanned: 1, unchanged: 1);

        Bench.Oz.Put(PayloadJson.FolderId, Payloads.Now, Now, Analysis("DECLINED", Now));
        Bench.Clock.Advance(TimeSpan.FromMinutes(19));
        AssertCounts(await RunAsync());
        Bench.Clock.Advance(TimeSpan.FromMinutes(1));
        AssertCounts(await RunAsync(), scanned: 1, repaired: 1);

        Assert.Equal(Status.Declined, (await FolderAsync(PayloadJson.FolderId)).Result.Statuses.SystemResolution);
    }

    [Fact]
    public async Task OverdueFolder_IsNotifiedOnce()
    {
        await TellAsync(PayloadJson.FolderId, PayloadJson.Analysis("a", "PROCESSING", updated: Now.ToUnixTimeSeconds()));

        var overdue = new List<long>();
        for (var i = 0; i < 20; i++)
        {
            Bench.Clock.Advance(TimeSpan.FromMinutes(5));
            overdue.Add((await RunAsync()).Counts.GetValueOrDefault("overdue"));
        }

        Assert.Equal(1, overdue.Sum());
        Assert.Equal(1, overdue[11]);
        var firstSeenAt = (await FolderAsync(PayloadJson.FolderId)).FirstSeenAt;
        var told = Assert.Single(Bench.Sender.Sent, sent => sent.Id == WebhookId.Of(PayloadJson.FolderId, firstSeenAt, 2, NotificationTypes.FolderOverdue));
        Assert.Equal("2026-11-01T12:00:00Z", (string?)JsonNode.Parse(told.Body.Span)!["data"]!["runningSince"]);
        Assert.Equal((2, true), ((await FolderAsync(PayloadJson.FolderId)).Version, (await FolderAsync(PayloadJson.FolderId)).OverdueAt is not null));
    }

    [Theory]
    [InlineData(-180, 60)]
    [InlineData(-16, 60)]
    [InlineData(0, 60)]
    [InlineData(16, 92)]
    public async Task RunningFolder_OfAnOzWhoseClockDiffers_IsNotOverdueTooEarly(double skewMinutes, int expectedMinutes)
    {
        await TellAsync(PayloadJson.FolderId, PayloadJson.Analysis("a", "PROCESSING", updated: Now.AddMinutes(skewMinutes).ToUnixTimeSeconds()));
        var began = Now;

        var overdue = 0L;
        while (overdue == 0 && Now - began < TimeSpan.FromHours(9))
        {
            Bench.Clock.Advance(TimeSpan.FromMinutes(2));
            Bench.Service<OzClock>().Compare(Now.AddMinutes(skewMinutes), Now, Now);
            overdue = (await RunAsync()).Counts.GetValueOrDefault("overdue");
        }

        Assert.InRange((Now - began).TotalMinutes, expectedMinutes, expectedMinutes + 2);
    }

    [Fact]
    public async Task OverdueFolder_IsNotifiedWithoutAnOzAccountToo()
    {
        Bench.Oz.IsConfigured = false;
        await Bench.Ingest.ApplyAsync(Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis("a", "PROCESSING", updated: Now.ToUnixTimeSeconds())])), ChangeCause.Webhook, Token);
        await Bench.DrainAsync();
        Bench.Clock.Advance(TimeSpan.FromMinutes(61));

        var run = await RunAsync();

        AssertCounts(run);
        Assert.Equal(1, run.Counts["overdue"]);
        Assert.Equal((0, 0), (Bench.Oz.Asked, Bench.Oz.Listings.Count));
    }

    [Fact]
    public async Task Folder_WithoutNews_IsAbandonedAfterSevenDaysAndStaysListed()
    {
        await TellAsync(PayloadJson.FolderId, Analysis("OPERATOR_REQUIRED", Now));

        var givenUp = 0L;
        for (var hour = 0; hour < 24 * 9; hour++)
        {
            Bench.Clock.Advance(TimeSpan.FromHours(1));
            givenUp += (await RunAsync()).Counts.GetValueOrDefault("givenUp");
        }

        Assert.Equal(1, givenUp);
        Assert.InRange(Bench.Oz.Asked, 10, 20);
        var row = Standing();
        Assert.Equal($"g|{PayloadJson.FolderId}", row.RowKey);
        Assert.Equal(OpenReasons.OperatorRequired | OpenReasons.GivenUp, (OpenReasons)row.GetInt32("Reasons")!);
    }

    [Fact]
    public async Task SettledFolder_IsCheckedOnce()
    {
        await TellAsync(PayloadJson.FolderId, Analysis("DECLINED", Now));

        for (var hour = 0; hour < 24 * 9; hour++)
        {
            Bench.Clock.Advance(TimeSpan.FromHours(1));
            await RunAsync();
        }

        Assert.Equal(1, Bench.Oz.Asked);
        Assert.Empty(Bench.Open.Rows);
    }

    [Fact]
    public async Task FolderThatOzNoLongerKnows_IsCountedAndKept()
    {
        await Bench.ReceiveAsync("DECLINED", updated: Now.ToUnixTimeSeconds());
        await Bench.DrainAsync();
        Bench.Clock.Advance(TimeSpan.FromHours(24));

        var run = await RunAsync();

        Assert.Equal((1, 1), (run.Counts["scanned"], run.Counts["unknownAtOz"]));
        Assert.Equal(Status.Declined, (await FolderAsync(PayloadJson.FolderId)).Result.Statuses.SystemResolution);
    }

    [Fact]
    public async Task DueFolder_InARunWithAFastClock_IsPolledOnce()
    {
        await TellAsync("f1", Analysis("OPERATOR_REQUIRED", Now));
        Bench.Clock.Advance(TimeSpan.FromMinutes(10));
        var run = Bench.Runs.New(RunKinds.Reconcile, RunStarter.Schedule, new ReconciliationRequest().ToParameters()) with
        {
            Counts = ReconciliationCounts.Zero,
            Cursor = $"{new ReconciliationProgress(ReconciliationPhase.Due, Now.AddHours(1))}",
        };

        Assert.True(await Bench.Service<DueFolders>().RunAsync(new ReconciliationPass(run, Bench.Clock, Token), Token));

        Assert.Equal(1, Bench.Oz.Asked);
    }

    [Theory]
    [InlineData(20, "DECLINED", OpenReasons.None)]
    [InlineData(61, null, OpenReasons.Running | OpenReasons.Overdue)]
    public async Task Folder_ChangedByARun_IsListedAgainAtOnce(int minutes, string? resolution, OpenReasons expected)
    {
        await TellAsync("f1", PayloadJson.Analysis("a", "PROCESSING", updated: Now.ToUnixTimeSeconds()));
        Bench.Clock.Advance(TimeSpan.FromMinutes(minutes));
        if (resolution is not null)
        {
            Bench.Oz.Put("f1", Payloads.Now, Now, Analysis(resolution, Now));
        }

        await StartAsync();
        await Bench.StepAsync();

        Assert.Equal(2, Bench.Open.Rows.Count());
        Assert.Equal((2, expected), (Standing().GetInt32("Version"), (OpenReasons)Standing().GetInt32("Reasons")!));
    }

    [Fact]
    public async Task OverdueFolder_IsPolledOnceInARunAndNotCountedAsBehind()
    {
        await TellAsync("f1", PayloadJson.Analysis("a", "PROCESSING", updated: Now.ToUnixTimeSeconds()));
        Bench.Clock.Advance(TimeSpan.FromMinutes(61));

        var run = await RunAsync();

        Assert.Equal((1, 1, 0), (Bench.Oz.Asked, run.Counts["overdue"], run.Counts.GetValueOrDefault("behind")));
    }

    [Fact]
    public async Task HangingSecondGroup_IsNotifiedToo()
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

    private TableEntity Standing() => Assert.Single(Bench.Open.Rows, static row => !row.RowKey.StartsWith("d|", StringComparison.Ordinal));
}
