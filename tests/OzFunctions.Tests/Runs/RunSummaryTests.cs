using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Reconciliation;

namespace OzFunctions.Tests.Runs;

/// <summary>The log entries of a run: its progress from time to time, and its result at the end.</summary>
public sealed class RunSummaryTests : ReconciliationBench
{
    private const string Id = "reconcile.2523000000000000000-0123abcd";

    private static readonly DateTimeOffset Start = Payloads.Now;

    [Fact]
    public void Progress_NamesTheRunWhatItDidAndForHowLong() => Assert.Equal(
        $"Reconciliation {Id}: 1,200 polled, 30 repaired, 2 discovered, 13 pages, after 00:03:10. Oz is busy.",
        RunSummary.OfProgress(Some(RunState.Running), "Oz is busy.", Start.AddSeconds(190.7)));

    [Theory]
    [InlineData(RunState.Finished, null, null, "finished after 1.02:00:00: 1,200 polled, 30 repaired, 2 discovered, 13 pages; started by 'alice' (DryRun true).")]
    [InlineData(RunState.Finished, "maxPages", null, "stopped at maxPages after 1.02:00:00: 1,200 polled, 30 repaired, 2 discovered, 13 pages; started by 'alice' (DryRun true).")]
    [InlineData(RunState.Failed, null, "Oz refuses us.", "failed after 1.02:00:00: 1,200 polled, 30 repaired, 2 discovered, 13 pages; started by 'alice' (DryRun true). Oz refuses us.")]
    public void End_ContainsTheOutcomeAndTheStarter(RunState state, string? stoppedBy, string? error, string expected) => Assert.Equal(
        $"Reconciliation {Id} {expected}", RunSummary.OfEnd(Some(state) with { StoppedBy = stoppedBy, Error = error }, Start.AddHours(26)));

    [Fact]
    public void End_OfARunWithoutParameters_NamesNone() => Assert.EndsWith(
        "; started by 'alice'.", RunSummary.OfEnd(Some(RunState.Finished) with { Parameters = new Dictionary<string, string>() }, Start), StringComparison.Ordinal);

    [Fact]
    public void RunThatDidNothing_SaysSo() => Assert.StartsWith(
        $"Reconciliation {Id}: nothing done, after 00:00:00.", RunSummary.OfProgress(Some(RunState.Running) with { Counts = ReconciliationCounts.Zero }, null, Start), StringComparison.Ordinal);

    [Fact]
    public async Task LongRun_IsLoggedOnceInTenSecondsAndAtItsEnd()
    {
        for (var i = 0; i < 150; i++)
        {
            Put($"f-{i}", "SUCCESS");
        }

        Bench.Oz.List = listing =>
        {
            // Ten folders per page and three seconds per page, which is more than half of a step.
            Bench.Clock.Advance(TimeSpan.FromSeconds(3));
            return Bench.Oz.Page(listing with { Limit = 10 });
        };
        var run = (await StartAsync()).Started!;

        var told = new List<(DateTimeOffset At, WorkReport Report)>();
        var steps = 0;
        while ((await FindAsync(run.Id)).State is RunState.Running)
        {
            var report = (await Bench.StepAsync())!;
            steps += report.Item is RunWork ? 1 : 0;
            if (report is { Item: RunWork, Result: WorkResult.Done, Weight: not WorkWeight.Routine })
            {
                told.Add((Now, report));
            }
        }

        Assert.InRange(told.Count, 3, steps - 1);
        Assert.All(told.Zip(told.Skip(1)).SkipLast(1), static pair => Assert.InRange(pair.Second.At - pair.First.At, RunSteps.LoggedEvery, TimeSpan.FromMinutes(1)));
        Assert.Matches($@"^Reconciliation {run.Id}: \d+ polled, .*\d+ discovered, .*\d+ pages, after 00:00:\d\d\.$", told[0].Report.Detail);
        Assert.Equal($"Reconciliation {run.Id} finished after 00:00:51: 150 polled, 150 discovered, 17 pages; started by 'schedule' (DryRun false).", told[^1].Report.Detail);
    }

    [Fact]
    public async Task RunThatFailed_IsAlarming()
    {
        Bench.Oz.List = static _ => throw new OzRefusedException("Oz refuses us.");
        var run = (await StartAsync()).Started!;

        var report = (await Bench.DrainAsync()).Single(report => report.Item is RunWork);

        Assert.Equal(WorkWeight.Alarming, report.Weight);
        Assert.StartsWith($"Reconciliation {run.Id} failed after ", report.Detail, StringComparison.Ordinal);
        Assert.EndsWith("Oz refuses us.", report.Detail, StringComparison.Ordinal);
    }

    private static Run Some(RunState state) => new()
    {
        Id = RunId.TryParse(Id)!,
        By = "alice",
        StartedAt = Start,
        State = state,
        Parameters = new Dictionary<string, string> { ["DryRun"] = "True" },
        Counts = new Dictionary<string, long> { ["scanned"] = 1200, ["unchanged"] = 0, ["repaired"] = 30, ["discovered"] = 2, ["pages"] = 13 },
    };
}
