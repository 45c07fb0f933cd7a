using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Starts reconciliation runs. Across all processes, only one run at a time asks about due and new folders; runs over a named span run in parallel with it.</summary>
/// <param name="exclusive">Sees to it that there is one.</param>
/// <param name="spans">Starts and resumes runs over spans.</param>
/// <param name="starter">Makes runs.</param>
/// <param name="oz">Tells whether Oz can be asked at all.</param>
/// <param name="settings">What runs look at.</param>
public sealed class ReconciliationStarter(ExclusiveRuns exclusive, SpanRuns spans, RunStarter starter, OzInquiry oz, ReconciliationSettings settings)
{
    // Who compares looks at folders that came to light a little before they were created, by clocks that differ.
    private const int DaysBefore = 2;

    /// <summary>
    /// Starts a run, unless one is under way, or another process served this time of the schedule. Runs over spans that wait are resumed. One that was
    /// asked for the same span and is not done goes on instead of beginning anew.
    /// </summary>
    /// <param name="request">What it is to do.</param>
    /// <param name="by">The name of the admin key, or <see cref="RunStarter.Schedule"/>.</param>
    /// <param name="occurrence">The time of the schedule, UTC; null when a person asks, or when the host sees to it that one process alone does.</param>
    /// <param name="cancellationToken">Gives up; whether it was started is then unknown.</param>
    /// <returns>What came of it. Neither a run nor one that stands in the way: where a span was named, too many are undone.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<ExclusiveStart> TryStartAsync(ReconciliationRequest request, string by, DateTimeOffset? occurrence, CancellationToken cancellationToken)
    {
        if (request is { From: { } from, To: { } to })
        {
            var last = Read(await exclusive.CursorAsync(RunKinds.Reconcile, cancellationToken));
            return new ExclusiveStart(await spans.StartAsync(SpanOf(request, by, from, to, last), cancellationToken), null);
        }

        if (oz.IsConfigured)
        {
            await spans.ResumeAsync(cancellationToken);
        }

        return await exclusive.TryStartAsync(RunKinds.Reconcile, occurrence, (named, last) => Next(request, by, named, last), cancellationToken);
    }

    private static ReconciliationProgress? Read(string? text) => text is null ? null : ReconciliationProgress.Read(text);

    private Run SpanOf(ReconciliationRequest request, string by, DateTimeOffset from, DateTimeOffset to, ReconciliationProgress? last)
    {
        var run = starter.New(RunKinds.Reconcile, by, request.ToParameters());
        var progress = new ReconciliationProgress(request.DryRun ? ReconciliationPhase.Compared : ReconciliationPhase.Span, run.StartedAt)
        {
            Skew = last?.Skew,
            Span = new ListingPlan(settings, last, run.StartedAt).Span(from, to),
            Day = DateOnly.FromDateTime(from.UtcDateTime).AddDays(-DaysBefore),
        };
        return run with { Counts = LookCounts.Zero, Cursor = $"{progress}" };
    }

    private Run? Next(ReconciliationRequest request, string by, RunLedger? named, Run? last)
    {
        var run = starter.New(RunKinds.Reconcile, by, request.ToParameters());
        var before = Read(last?.Cursor ?? named?.Progress);
        if (by == RunStarter.Schedule && before?.NotBefore > run.StartedAt)
        {
            return null;
        }

        var progress = new ReconciliationProgress(ReconciliationPhase.Endpoints, run.StartedAt)
        {
            Skew = before?.Skew,
            NotBefore = before?.NotBefore,
            Hour = before?.Hour,
            HourFrom = before?.HourFrom,
            Turn = before?.Turn ?? 0,
            LooksWithoutOther = before?.LooksWithoutOther ?? 0,
            ListTurn = before?.ListTurn ?? 0,
            Lists = oz.IsConfigured ? new ListingPlan(settings, before, run.StartedAt).Lists() : before?.Lists ?? [],
        };
        return run with { Counts = LookCounts.Zero, Cursor = $"{progress}" };
    }
}
