using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;
using OzFunctions.Web.Reconciliation;

namespace OzFunctions.Tests.Reconciliation;

/// <summary>Only one run at a time over all processes, and no abandoned run blocks the next one for ever.</summary>
public sealed class ReconciliationStartTests : ReconciliationBench
{
    [Fact]
    public async Task SecondStart_WhileOneRuns_IsRefusedAndNamesIt()
    {
        var first = await StartAsync();

        var second = await StartAsync(by: "alice");

        Assert.Equal((null, first.Started!.Id), (second.Started, second.UnderWay));
        await Bench.DrainAsync();
        Assert.NotNull((await StartAsync(by: "alice")).Started);
    }

    [Fact]
    public async Task TwoStarts_AtTheSameMoment_StartOne()
    {
        ExclusiveStart? other = null;
        Bench.RunRows.Before = async operation =>
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
        await Bench.DrainAsync();

        var again = await StartAsync(occurrence: Payloads.Now);

        Assert.Equal((null, null), (again.Started, again.UnderWay));
        var next = await StartAsync(occurrence: Payloads.Now.AddMinutes(5));
        await Bench.DrainAsync();
        Assert.NotNull(next.Started);
        Assert.Null((await StartAsync(occurrence: Payloads.Now.AddMinutes(5))).Started);
    }

    [Fact]
    public async Task TimeOfTheSchedule_ThatWasServedBeforeAPersonAsked_IsNotServedAgain()
    {
        await StartAsync(occurrence: Payloads.Now);
        await Bench.DrainAsync();
        Assert.NotNull((await StartAsync(by: "alice")).Started);
        await Bench.DrainAsync();

        Assert.Null((await StartAsync(occurrence: Payloads.Now)).Started);
    }

    [Fact]
    public async Task LostRun_BlocksOthersForTenMinutesAndLeavesItsCursor()
    {
        Put("first", "SUCCESS");
        await RunAsync();
        Bench.Clock.Advance(TimeSpan.FromMinutes(5));
        var lost = (await StartAsync()).Started!;
        Bench.Queue.Take();
        Bench.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Null((await StartAsync()).Started);

        Bench.Clock.Advance(TimeSpan.FromMinutes(2));
        var next = (await StartAsync()).Started!;

        var ended = await FindAsync(lost.Id);
        Assert.Equal((RunState.Failed, "It completed no step for 10 minutes."), (ended.State, ended.Error));
        var progress = ReconciliationProgress.Read(next.Cursor!);
        Assert.InRange((next.StartedAt - DateTimeOffset.FromUnixTimeSeconds(progress.Created!.From)).TotalMinutes, 25, 27);
    }

    [Fact]
    public async Task WaitingRun_BlocksOthersUntilTenMinutesAfterItsWait()
    {
        Bench.Oz.List = static _ => throw new OzUnavailableException("Too many.", TimeSpan.FromMinutes(4));
        var lost = (await StartAsync()).Started!;
        await Bench.StepAsync();
        Assert.Equal((RunState.Running, null), ((await FindAsync(lost.Id)).State, (await FindAsync(lost.Id)).FinishedAt));
        Bench.Queue.Take();

        Bench.Clock.Advance(TimeSpan.FromMinutes(13));
        Assert.Equal(lost.Id, (await StartAsync()).UnderWay);
        Bench.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.NotNull((await StartAsync()).Started);
    }

    [Fact]
    public async Task RunThatWasNeverStored_BlocksOthersForTenMinutesAndLeavesItsCursor()
    {
        Put("first", "SUCCESS");
        await RunAsync();
        var first = Now;
        Bench.Clock.Advance(TimeSpan.FromMinutes(5));
        Bench.Queue.Before = static _ => throw new Core.StoreUnavailableException("The queue is gone.");
        await Assert.ThrowsAsync<Core.StoreUnavailableException>(() => StartAsync());
        Bench.Queue.Before = static _ => Task.CompletedTask;

        Assert.Null((await StartAsync()).Started);
        Bench.Clock.Advance(TimeSpan.FromMinutes(10));

        var next = (await StartAsync()).Started!;
        Assert.InRange((first - DateTimeOffset.FromUnixTimeSeconds(ReconciliationProgress.Read(next.Cursor!).Created!.From)).TotalMinutes, 9.9, 10.1);
    }

    [Fact]
    public async Task LastRunWhoseProgressCannotBeRead_IsToldAndDoesNotStopTheSchedule()
    {
        Put("first", "SUCCESS");
        await RunAsync();
        var first = Now;
        Bench.Clock.Advance(TimeSpan.FromMinutes(5));
        var last = await RunAsync();
        await Bench.Service<IRunStore>().TryWriteAsync(last with { Cursor = "{" }, "*", Token);
        Bench.Clock.Advance(TimeSpan.FromMinutes(5));

        var start = await StartAsync();

        Assert.True(start.HasLostProgress);
        Assert.InRange((first - DateTimeOffset.FromUnixTimeSeconds(ReconciliationProgress.Read(start.Started!.Cursor).Created!.From)).TotalMinutes, 9.9, 10.1);
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(60, 60)]
    [InlineData(180, 60)]
    public async Task RetryAfter_DelaysTheScheduleByAnHourAtMost(int minutes, int given)
    {
        var calls = new List<DateTimeOffset>();
        Bench.Oz.List = listing =>
        {
            calls.Add(Now);
            return calls.Count == 1 ? throw new OzUnavailableException("Too many.", TimeSpan.FromMinutes(minutes)) : Bench.Oz.Page(listing);
        };
        Assert.Equal($"Too many. The next run begins in {given} minutes at the earliest.", (await RunAsync()).Error);

        for (var i = 0; i < 13; i++)
        {
            Bench.Clock.Advance(TimeSpan.FromMinutes(5));
            if ((await StartAsync()).Started is not null)
            {
                await Bench.DrainAsync(until: Now);
            }
        }

        Assert.InRange((calls[1] - calls[0]).TotalMinutes, given, given + 5);
    }

    [Fact]
    public async Task TimeOfTheScheduleThatLiesAhead_DoesNotStopTheSchedule()
    {
        await StartAsync(occurrence: Now.AddDays(1));
        await Bench.DrainAsync();
        Bench.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.NotNull((await StartAsync(occurrence: Now)).Started);
    }

    [Fact]
    public async Task DelayThatLiesAhead_DoesNotStopTheSchedule()
    {
        Bench.Oz.List = static _ => throw new OzUnavailableException("Too many.", TimeSpan.FromMinutes(60));
        var run = await RunAsync();
        var ahead = ReconciliationProgress.Read(run.Cursor!) with { NotBefore = Now.AddDays(2) };
        await Bench.Service<IRunStore>().TryWriteAsync(run with { Cursor = $"{ahead}" }, "*", Token);
        Bench.Clock.Advance(TimeSpan.FromMinutes(5));
        Bench.Oz.List = Bench.Oz.Page;

        await RunAsync();
        Bench.Clock.SetUtcNow(ahead.NotBefore!.Value.AddMinutes(-30));

        Assert.NotNull((await StartAsync()).Started);
    }

    [Fact]
    public async Task DelayThatOzAsksFor_DoesNotDelayTheCheckOfEndpoints()
    {
        Bench.Oz.List = static _ => throw new OzUnavailableException("Too many.", TimeSpan.FromMinutes(60));
        await RunAsync();
        await Bench.Monitor.ChangeAsync("bank", static health => health.TurnedFailing(Payloads.Now, Payloads.Now), Token);
        Bench.Clock.Advance(TimeSpan.FromMinutes(5));

        await Bench.Service<ReconciliationSchedule>().TickAsync(Now, Token);

        Assert.IsType<ProbeWork>(Assert.Single(Bench.Queue.Items));
    }

    [Fact]
    public async Task LedgerWithAnUnreadableRun_DoesNotStopTheSchedule()
    {
        await StartAsync();
        var row = Bench.RunRows.Rows.Single(static row => row.ContainsKey(nameof(RunLedger.Run)));
        row[nameof(RunLedger.Run)] = "no id";
        await Bench.RunRows.UpsertEntityAsync(row, Azure.Data.Tables.TableUpdateMode.Replace, Token);
        Bench.Clock.Advance(TimeSpan.FromHours(1));

        Assert.NotNull((await StartAsync()).Started);
    }

    [Theory]
    [InlineData(nameof(RunLedger.Run), nameof(RunLedger.Run), null)]
    [InlineData(nameof(RunLedger.Run), nameof(RunLedger.StartedAt), null)]
    [InlineData(nameof(Run.Step), nameof(Run.State), "Paused")]
    [InlineData(nameof(Run.Step), nameof(Run.State), null)]
    [InlineData(nameof(Run.Step), nameof(Run.Step), 7L)]
    [InlineData(nameof(Run.Step), nameof(Run.Counts), "[")]
    [InlineData(nameof(Run.Step), nameof(Run.Parameters), null)]
    [InlineData(nameof(Run.Step), nameof(Run.Cursor), """{"phase":"Lists","lists":null}""")]
    public async Task RowThatALaterVersionWrote_DoesNotStopTheSchedule(string rowWith, string column, object? value)
    {
        await StartAsync();
        var row = Bench.RunRows.Rows.Single(row => row.ContainsKey(rowWith));
        row[column] = value;
        await Bench.RunRows.UpsertEntityAsync(row, Azure.Data.Tables.TableUpdateMode.Replace, Token);
        Bench.Clock.Advance(TimeSpan.FromHours(1));

        Assert.NotNull((await StartAsync()).Started);
    }

    [Fact]
    public async Task SpansWithUnreadableRows_DoNotStopTheSchedule()
    {
        await Bench.Service<ReconciliationStarter>().TryStartAsync(new ReconciliationRequest(Now.AddDays(-2), Now.AddDays(-1)), "alice", occurrence: null, Token);
        foreach (var row in Bench.RunRows.Rows.ToList())
        {
            row[nameof(Run.State)] = "Paused";
            await Bench.RunRows.UpsertEntityAsync(row, Azure.Data.Tables.TableUpdateMode.Replace, Token);
        }

        Assert.NotNull((await StartAsync()).Started);
    }

    [Fact]
    public async Task Span_ResumedByOthers_NamesThem()
    {
        Bench.Reconciliation = Bench.Reconciliation with { PageSize = 10, MaxPages = 1 };
        Bench.Restart();
        var old = Payloads.Now.AddDays(-90);
        for (var i = 0; i < 100; i++)
        {
            Bench.Oz.Put($"f{i}", old.AddMinutes(i), old.AddMinutes(i), Analysis("SUCCESS", old));
        }

        var span = new ReconciliationRequest(old.AddDays(-1), old.AddDays(1));
        var run = await RunAsync(span, "alice");

        foreach (var admin in (string[])["bob", "carol"])
        {
            Assert.Equal(run.Id, (await RunAsync(span, admin)).Id);
        }

        run = await FindAsync(run.Id);
        Assert.Equal(("alice", "bob,carol"), (run.By, run.Parameters["ResumedBy"]));
    }

    [Fact]
    public async Task LedgerWhoseAnswerWasLost_IsKnownAgainAndTheRunStarts()
    {
        var isFirst = true;
        Bench.RunRows.AfterWrite = () =>
        {
            if (isFirst)
            {
                isFirst = false;
                throw new Azure.RequestFailedException(409, "The SDK sent it twice.");
            }
        };

        Assert.NotNull((await StartAsync()).Started);
    }
}
