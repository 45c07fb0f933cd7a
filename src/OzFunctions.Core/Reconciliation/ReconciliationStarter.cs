using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>
/// Starts reconciliation runs. Over all processes, only one run at a time polls for due and new folders; runs over a requested span run in
/// parallel with it.
/// </summary>
/// <param name="exclusive">Ensures that there is only one.</param>
/// <param name="spans">Starts and resumes runs over spans.</param>
/// <param name="starter">Creates runs.</param>
/// <param name="oz">Whether Oz can be polled at all.</param>
/// <param name="settings">The reconciliation settings.</param>
public sealed class ReconciliationStarter(ExclusiveRuns exclusive, SpanRuns spans, RunStarter starter, OzGateway oz, ReconciliationSettings settings)
{
    // A comparison includes folders that seem to have been first seen before they were created, because clocks differ.
    private const int DaysBefore = 2;

    /// <summary>
    /// Starts a run, unless one is active or another process has handled this occurrence of the schedule. Waiting runs over spans are
    /// resumed. An unfinished run over the requested span continues instead of a new one.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="by">The name of the admin key, or <see cref="RunStarter.Schedule"/>.</param>
    /// <param name="occurrence">
    /// The occurrence of the schedule, UTC; null for a person's request, or when the host ensures that only one process handles each
    /// occurrence.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation; the run may still have been started.</param>
    /// <returns>The outcome. For a span, it has neither a started nor an active run when too many spans are unfinished.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<ExclusiveStart> TryStartAsync(ReconciliationRequest request, string by, DateTimeOffset? occurrence, CancellationToken cancellationToken)
    {
        if (request is { From: { } from, To: { } to })
        {
            var last = ReconciliationProgress.TryRead(await exclusive.CursorAsync(RunKinds.Reconcile, cancellationToken));
            return new ExclusiveStart(await spans.StartAsync(SpanOf(request, by, from, to, last), cancellationToken), null);
        }

        if (oz.IsConfigured)
        {
            await spans.ResumeAsync(cancellationToken);
        }

        var isUnreadable = false;
        var start = await exclusive.TryStartAsync(
            RunKinds.Reconcile,
            occurrence,
            (named, last) =>
            {
                var before = ReconciliationProgress.TryRead(last?.Cursor);
                isUnreadable = before is null && last?.Cursor is not null;
                return Next(request, by, before ?? ReconciliationProgress.TryRead(named?.Progress));
            },
            cancellationToken);
        return start with { HasLostProgress = isUnreadable };
    }

    private Run SpanOf(ReconciliationRequest request, string by, DateTimeOffset from, DateTimeOffset to, ReconciliationProgress? last)
    {
        var run = starter.New(RunKinds.Reconcile, by, request.ToParameters());
        var progress = new ReconciliationProgress(request.DryRun ? ReconciliationPhase.Compared : ReconciliationPhase.Span, run.StartedAt)
        {
            Skew = last?.Skew,
            Span = new ListingPlan(settings, last, run.StartedAt).Span(from, to),
            Day = DateOnly.FromDateTime(from.UtcDateTime).AddDays(-DaysBefore),
        };
        return run with { Counts = ReconciliationCounts.Zero, Cursor = $"{progress}" };
    }

    private Run? Next(ReconciliationRequest request, string by, ReconciliationProgress? before)
    {
        var run = starter.New(RunKinds.Reconcile, by, request.ToParameters());
        var notBefore = before?.IsHeldBack(run.StartedAt) is true ? before.NotBefore : null;
        if (by == RunStarter.Schedule && notBefore is not null)
        {
            return null;
        }

        var progress = new ReconciliationProgress(ReconciliationPhase.Endpoints, run.StartedAt)
        {
            Skew = before?.Skew,
            NotBefore = notBefore,
            Hour = before?.Hour,
            HourFrom = before?.HourFrom,
            Turn = before?.Turn ?? 0,
            PollsWithoutOther = before?.PollsWithoutOther ?? 0,
            ListTurn = before?.ListTurn ?? 0,
            Lists = oz.IsConfigured ? new ListingPlan(settings, before, run.StartedAt).Lists() : before?.Lists ?? [],
        };
        return run with { Counts = ReconciliationCounts.Zero, Cursor = $"{progress}" };
    }
}
