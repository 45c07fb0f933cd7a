using OzFunctions.Core.Removal;
using OzFunctions.Core.Runs;

namespace OzFunctions.Tests.Removal;

/// <summary>A clock that is wrong for a while causes no removal.</summary>
public sealed class RetentionClockTests : RetentionBench
{
    private const string Suffix = " Nothing was removed. The next run starts when the clocks agree; if ours is right, POST retention?clockConfirmed=true starts one at once.";

    [Theory]
    [InlineData(500)]
    [InlineData(-500)]
    public async Task RunWhoseClockDiffersFromTheStorages_RemovesNothing_UntilTheyAgreeAgain(int storageDaysBehind)
    {
        await ReceiveAsync("f", analyses: 1);
        await RunAsync();
        var rows = Tables.Sum(static table => table.Rows.Count());
        Bench.Clock.Advance(TimeSpan.FromDays(501));
        Bench.StorageLead = TimeSpan.FromDays(-storageDaysBehind);

        var stopped = await RunAsync();

        Assert.Equal((RunState.Failed, 0, 0), (stopped.State, stopped.Counts["folders"], stopped.Counts["rows"]));
        Assert.Matches($"^Our clock says .*, the storage's .*: they differ by 500 days\\.{System.Text.RegularExpressions.Regex.Escape(Suffix)}$", stopped.Error);
        Assert.Equal(rows, Tables.Sum(static table => table.Rows.Count()));
        Bench.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(RunState.Failed, (await RunAsync()).State);

        // The storage's clock was wrong and is corrected to our time.
        Bench.StorageLead = TimeSpan.Zero;
        Bench.Clock.Advance(TimeSpan.FromMinutes(1));
        var run = await RunAsync();

        Assert.Equal((RunState.Finished, 1), (run.State, run.Counts["folders"]));
        Assert.Empty(RowsOf("f"));
    }

    [Fact]
    public async Task ClockThatIsAheadForOneRun_RemovesNothing_AndTheNextRunGoesOn()
    {
        await ReceiveAsync("f", analyses: 1);
        await RunAsync();
        var clock = Bench.Clock;
        clock.Advance(TimeSpan.FromDays(500));
        Bench.StorageLead = TimeSpan.FromDays(-499);
        Assert.Equal(RunState.Failed, (await RunAsync()).State);

        // As if our clock were set back: both clocks agree again, and have advanced equally since they last agreed.
        Bench.StorageLead = TimeSpan.Zero;
        clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(RunState.Finished, (await RunAsync()).State);
    }

    [Fact]
    public async Task ClocksThatAdvanceDifferently_StopOneRun_AndTheNextContinues()
    {
        Bench.StorageLead = TimeSpan.FromMinutes(4);
        Assert.Equal(RunState.Finished, (await RunAsync()).State);
        Bench.Clock.Advance(TimeSpan.FromDays(1));
        Bench.StorageLead = TimeSpan.FromMinutes(-4);

        var stopped = await RunAsync();
        Bench.Clock.Advance(TimeSpan.FromDays(1));
        var next = await RunAsync();

        Assert.Equal((RunState.Failed, RunState.Finished), (stopped.State, next.State));
        Assert.Equal($"Since 2026-11-01 12:00:00 UTC our clock has advanced by 8 minutes more than the storage's.{Suffix}", stopped.Error);
    }

    [Fact]
    public async Task StorageWithoutATime_StopsTheRun()
    {
        Bench.StorageLead = null;

        Assert.Equal($"The storage did not return its time, so our clock cannot be checked.{Suffix}", (await RunAsync()).Error);
    }

    [Fact]
    public async Task ConfirmedRun_UsesOurClock_AndTheNextOneDoesNot()
    {
        await ReceiveAsync("f", analyses: 1);
        Bench.Clock.Advance(TimeSpan.FromDays(401));
        Bench.StorageLead = TimeSpan.FromDays(-300);

        var start = await Bench.Service<RetentionStarter>().TryStartAsync(days: 400, isClockConfirmed: true, "alice", occurrence: null, Token);
        await Bench.DrainAsync();
        var confirmed = (await RunsAsync())[0];

        Assert.Equal((start.Started!.Id, RunState.Finished, "alice", 1), (confirmed.Id, confirmed.State, confirmed.By, confirmed.Counts["folders"]));
        Assert.Equal("True", confirmed.Parameters["ClockConfirmed"]);
        Bench.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(RunState.Failed, (await RunAsync()).State);
    }

    [Fact]
    public async Task RunThatAProcessWithAWrongClockMade_GoesByTheClockOfTheProcessThatCompares()
    {
        await ReceiveAsync("f", analyses: 1);
        var wrong = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Bench.Clock.GetUtcNow().AddDays(500));
        var starter = new RunStarter(Bench.Service<IRunStore>(), Bench.Queue, wrong, Guid.NewGuid);
        var exclusive = new ExclusiveRuns(Bench.Service<IRunLedger>(), Bench.Service<IRunStore>(), starter, wrong);

        await new RetentionStarter(exclusive, starter).TryStartAsync(days: 400, isClockConfirmed: false, RunStarter.Schedule, occurrence: null, Token);
        await Bench.DrainAsync();

        var run = Assert.Single(await RunsAsync());
        Assert.Equal((RunState.Finished, 0), (run.State, run.Counts["folders"]));
        Assert.Equal(Bench.Clock.GetUtcNow().AddDays(-400), DateTimeOffset.Parse(run.Parameters["Before"], System.Globalization.CultureInfo.InvariantCulture));
    }
}
