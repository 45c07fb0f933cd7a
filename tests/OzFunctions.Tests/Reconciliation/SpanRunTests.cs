using OzFunctions.Core;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Storage.Reconciliation;
using OzFunctions.Storage.Runs;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Reconciliation;

/// <summary>Runs over requested spans continue until they are done, whatever happens in between.</summary>
public sealed class SpanRunTests : ReconciliationBench
{
    private const int Folders = 250;

    // 26 pages of 10 folders, of which a run reads 10 pages.
    public SpanRunTests()
    {
        Bench.Reconciliation = Bench.Reconciliation with { PageSize = 10, MaxPages = 10 };
        Bench.Restart();
        for (var i = 0; i < Folders; i++)
        {
            Bench.Oz.Put($"f{i:D3}", Old.AddMinutes(i), Old.AddMinutes(i), Analysis("SUCCESS", Old));
        }
    }

    private static DateTimeOffset Old => Payloads.Now.AddDays(-90);

    private static ReconciliationRequest Span => new(Old.AddDays(-1), Old.AddDays(1));

    [Fact]
    public async Task Span_StoppedByALimit_ContinuesInTheNextRuns()
    {
        var run = await RunAsync(Span, "alice");
        Assert.Equal((RunState.Waiting, "maxPages", null, null), (run.State, run.StoppedBy, run.Error, run.FinishedAt));
        Assert.InRange(run.Counts["discovered"], 90, 100);

        var scheduled = await GoOnAsync(times: 2);

        run = await FindAsync(run.Id);
        Assert.Equal((RunState.Finished, null, Folders, "alice"), (run.State, run.StoppedBy, run.Counts["discovered"], run.By));
        Assert.InRange(run.Counts["pages"], 26, 32);
        Assert.All(scheduled, static other => Assert.Equal((RunState.Finished, 0), (other.State, other.Counts["discovered"])));
    }

    [Fact]
    public async Task SpanThatTimeCutOff_GoesOnWithTheNextRun()
    {
        Bench.Reconciliation = Bench.Reconciliation with { MaxPages = 1_000, MaxDuration = TimeSpan.FromMinutes(1) };
        Bench.Restart();
        Bench.Oz.Delay = token => Task.Delay(TimeSpan.FromSeconds(4), Bench.Clock, token);
        var run = await RunAsync(Span);
        Assert.Equal((RunState.Waiting, "maxDuration"), (run.State, run.StoppedBy));

        await GoOnAsync(times: 2);

        Assert.Equal((RunState.Finished, Folders), ((await FindAsync(run.Id)).State, (await FindAsync(run.Id)).Counts["discovered"]));
    }

    [Fact]
    public async Task Span_RequestedAgain_ContinuesAtOnce()
    {
        var run = await RunAsync(Span, "alice");

        for (var i = 0; i < 2; i++)
        {
            Bench.Clock.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal(run.Id, (await StartAsync(Span, "bob")).Started!.Id);
            await Bench.DrainAsync();
        }

        run = await FindAsync(run.Id);
        Assert.Equal((RunState.Finished, Folders), (run.State, run.Counts["discovered"]));
        Assert.InRange(run.Counts["pages"], 26, 32);
        Assert.NotEqual(run.Id, (await StartAsync(Span, "bob")).Started!.Id);
    }

    [Fact]
    public async Task SpanUntilNow_ThatIsAskedForAgain_IsTheSame()
    {
        var run = await RunAsync(new ReconciliationRequest(Old.AddDays(-1), Now) { UntilNow = true });
        Bench.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(run.Id, (await StartAsync(new ReconciliationRequest(Old.AddDays(-1), Now) { UntilNow = true })).Started!.Id);
        Assert.NotEqual(run.Id, (await StartAsync(new ReconciliationRequest(Old.AddDays(-1), Now))).Started!.Id);
        Assert.NotEqual(run.Id, (await StartAsync(new ReconciliationRequest(Old.AddDays(-1), Now, DryRun: true) { UntilNow = true })).Started!.Id);
    }

    [Fact]
    public async Task SeveralSpans_AlsoOnesThatAreAskedForWhileOthersRun_AreAllDone()
    {
        var scheduled = (await StartAsync()).Started!;
        var spans = new List<Run>();
        for (var i = 0; i < 5; i++)
        {
            spans.Add((await StartAsync(new ReconciliationRequest(Old.AddMinutes(50 * i), Old.AddMinutes((50 * i) + 49)))).Started!);
        }

        await Bench.DrainAsync();

        Assert.Equal(RunState.Finished, (await FindAsync(scheduled.Id)).State);
        Assert.Equal(Enumerable.Repeat((RunState.Finished, 50L), 5), await Task.WhenAll(spans.Select(async run => ((await FindAsync(run.Id)).State, (await FindAsync(run.Id)).Counts["discovered"]))));
    }

    [Fact]
    public async Task SpanWhoseWorkIsLost_IsTakenUpByARunTenMinutesLater()
    {
        var run = (await StartAsync(Span)).Started!;
        while (Bench.Queue.Take() is not null)
        {
            // The process that received the message was killed, and the message is lost.
        }

        Bench.Clock.Advance(TimeSpan.FromMinutes(5));
        await RunAsync();
        Assert.Equal(RunState.Running, (await FindAsync(run.Id)).State);
        Bench.Clock.Advance(TimeSpan.FromMinutes(5));
        await GoOnAsync(times: 3);

        Assert.Equal((RunState.Finished, Folders), ((await FindAsync(run.Id)).State, (await FindAsync(run.Id)).Counts["discovered"]));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task SpanWhoseProgressCannotBeRead_EndsAsFailedAndStopsNeitherTheScheduleNorOtherSpans(string? cursor)
    {
        var bad = await RunAsync(Span);
        var good = await RunAsync(new ReconciliationRequest(Old.AddDays(-2), Old.AddDays(2)));
        var runs = new RunStore(Bench.RunRows);
        var row = (await runs.FindAsync(bad.Id, Token))!;
        await runs.TryWriteAsync(row.Value with { Cursor = cursor }, row.ETag, Token);

        var scheduled = await GoOnAsync(times: 2);

        Assert.All(scheduled, static run => Assert.Equal(RunState.Finished, run.State));
        bad = await FindAsync(bad.Id);
        Assert.Equal((RunState.Failed, "The stored progress of the run cannot be read."), (bad.State, bad.Error));
        Assert.Equal(RunState.Finished, (await FindAsync(good.Id)).State);
    }

    [Fact]
    public async Task Starting_KilledAfterAnyOperation_LeavesNoSpanThatWasAcknowledgedUndone()
    {
        var (last, isKilled) = (1, true);
        for (; isKilled; last++)
        {
            var request = new ReconciliationRequest(Old.AddMinutes(last), Old.AddMinutes(last + 4));
            (var operations, isKilled) = (0, false);
            Task Kill() => ++operations > last ? throw new InvalidOperationException("Killed.") : Task.CompletedTask;
            (Bench.RunRows.Before, Bench.Queue.Before) = (_ => Kill(), _ => Kill());
            try
            {
                await StartAsync(request);
            }
            catch (InvalidOperationException)
            {
                isKilled = true;
            }

            (Bench.RunRows.Before, Bench.Queue.Before) = (static _ => Task.CompletedTask, static _ => Task.CompletedTask);
            var run = (await StartAsync(request)).Started!;
            await Bench.DrainAsync();

            Assert.Equal((RunState.Finished, 5), ((await FindAsync(run.Id)).State, (await FindAsync(run.Id)).Counts["scanned"]));
            Bench.Clock.Advance(TimeSpan.FromMinutes(11));
        }

        // The last start was not killed.
        Assert.InRange(last - 2, 5, 50);
        await RunAsync();
        Assert.Empty((await Bench.Service<ISpanLedger>().FindAsync(Token))!.Value);
    }

    [Fact]
    public async Task OzThatIsDown_IsWaitedForAndTheSpanGoesOn()
    {
        Bench.Oz.List = static _ => throw new OzUnavailableException("Oz cannot be reached.");
        var run = await RunAsync(Span);
        Assert.Equal((RunState.Waiting, "Oz cannot be reached. The next run continues from here."), (run.State, run.Error));

        Bench.Clock.Advance(TimeSpan.FromMinutes(5));
        Bench.Oz.List = Bench.Oz.Page;
        await GoOnAsync(times: 4);

        run = await FindAsync(run.Id);
        Assert.Equal((RunState.Finished, null, Folders), (run.State, run.Error, run.Counts["discovered"]));
    }

    [Fact]
    public async Task RetryAfter_IsHonoured()
    {
        Bench.Oz.List = static _ => throw new OzUnavailableException("Too many.", TimeSpan.FromMinutes(20));
        var run = await RunAsync(Span);
        Bench.Oz.Listings.Clear();
        Bench.Oz.List = Bench.Oz.Page;

        Bench.Clock.Advance(TimeSpan.FromMinutes(19));
        Assert.Equal(run.Id, (await StartAsync(Span)).Started!.Id);
        await Bench.DrainAsync();
        Assert.Empty(Bench.Oz.Listings);
        Bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await StartAsync(Span);
        await Bench.DrainAsync();

        Assert.NotEmpty(Bench.Oz.Listings);
    }

    [Fact]
    public async Task SpanOnWhichOzFailsForADay_IsGivenUpAndSaysSo()
    {
        Bench.Oz.List = static _ => throw new OzUnavailableException("Oz answered 500.");
        var run = await RunAsync(Span);
        for (var i = 0; i < 26 && run.State is RunState.Waiting; i++)
        {
            Bench.Clock.Advance(TimeSpan.FromHours(1));
            await GoOnAsync(times: 1);
            run = await FindAsync(run.Id);
        }

        Assert.Equal((RunState.Failed, "It made no progress for 24 hours. Oz answered 500. The next run continues from here."), (run.State, run.Error));
        Assert.Empty((await StartedAsync()).Value);
    }

    [Fact]
    public async Task RemovedAccount_MakesASpanWait()
    {
        var run = (await StartAsync(Span)).Started!;
        Bench.Oz.IsConfigured = false;
        await Bench.DrainAsync();

        run = await FindAsync(run.Id);
        Assert.Equal((RunState.Waiting, "No Oz account is set. The next run continues from here."), (run.State, run.Error));
    }

    [Fact]
    public async Task DryRunThatALimitCutOff_GoesOnAndItsReportIsWhole()
    {
        await Bench.ReceiveAsync("DECLINED", updated: Old.ToUnixTimeSeconds(), folder: "forged");
        await Bench.DrainAsync();
        var run = await RunAsync(new ReconciliationRequest(Old.AddDays(-1), Now.AddDays(1), DryRun: true), "auditor");
        Assert.Equal((RunState.Waiting, "maxPages"), (run.State, run.StoppedBy));

        await GoOnAsync(times: 2);

        run = await FindAsync(run.Id);
        Assert.Equal((RunState.Finished, null, Folders + 1, Folders, 1), (run.State, run.StoppedBy, run.Counts["scanned"], run.Counts["missingHere"], run.Counts["unknownAtOz"]));
        Assert.Equal(Folders + 1, (await new DryRunStore(Bench.RunRows).DifferentAsync(run.Id, null, 1_000, Token)).Items.Count);
    }

    [Fact]
    public async Task StorageThatIsSlowToListOurs_IsWaitedForAndOzIsNotBlamed()
    {
        Bench.Reconciliation = Bench.Reconciliation with { MaxPages = 1_000 };
        Bench.Restart();
        await Bench.ReceiveAsync("DECLINED", updated: Now.ToUnixTimeSeconds(), folder: "ours");
        await Bench.DrainAsync();
        Bench.Index.Before = operation => operation == "query" ? Task.Delay(TimeSpan.FromSeconds(25), Bench.Clock, Token) : Task.CompletedTask;

        var run = await RunAsync(new ReconciliationRequest(Now.AddHours(-1), Now.AddHours(1), DryRun: true));

        Assert.Equal((RunState.Finished, null, 1), (run.State, run.Error, run.Counts["unknownAtOz"]));
    }

    [Fact]
    public async Task TooManySpans_AreRejected()
    {
        for (var i = 0; i < SpanRuns.Most; i++)
        {
            Assert.NotNull((await StartAsync(new ReconciliationRequest(Old, Old.AddMinutes(i)))).Started);
        }

        var one = await StartAsync(new ReconciliationRequest(Old, Old.AddDays(2)));

        Assert.Equal((null, null), (one.Started, one.UnderWay));
        await Bench.DrainAsync();
        Assert.NotNull((await StartAsync(new ReconciliationRequest(Old, Old.AddDays(2)))).Started);
    }

    private async Task<List<Run>> GoOnAsync(int times)
    {
        var scheduled = new List<Run>();
        for (var i = 0; i < times; i++)
        {
            Bench.Clock.Advance(TimeSpan.FromMinutes(5));
            scheduled.Add(await RunAsync());
            await Bench.DrainAsync();
        }

        return scheduled;
    }

    private async Task<Stored<IReadOnlyList<RunId>>> StartedAsync()
    {
        Bench.Oz.List = Bench.Oz.Page;
        Bench.Clock.Advance(TimeSpan.FromMinutes(5));
        await RunAsync();
        return (await new SpanLedgerStore(Bench.RunRows).FindAsync(Token))!;
    }
}
