using OzFunctions.Core.Oz;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Starts runs of reconciliation, one at a time over all processes, whoever asks.</summary>
/// <param name="exclusive">Sees to it that there is one.</param>
/// <param name="starter">Makes runs.</param>
/// <param name="oz">Tells whether Oz can be asked at all.</param>
/// <param name="settings">What runs look at.</param>
public sealed class ReconciliationStarter(ExclusiveRuns exclusive, RunStarter starter, OzInquiry oz, ReconciliationSettings settings)
{
    // Who compares looks at folders that came to light a little before they were created, by clocks that differ.
    private const int DaysBefore = 2;

    /// <summary>Starts a run, unless one is under way, or another process served this time of the schedule.</summary>
    /// <param name="request">What it is to do.</param>
    /// <param name="by">The name of the admin key, or <see cref="RunStarter.Schedule"/>.</param>
    /// <param name="occurrence">The time of the schedule, UTC; null when a person asks, or when the host sees to it that one process alone does.</param>
    /// <param name="cancellationToken">Gives up; whether it was started is then unknown.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task<ExclusiveStart> TryStartAsync(ReconciliationRequest request, string by, DateTimeOffset? occurrence, CancellationToken cancellationToken) =>
        exclusive.TryStartAsync(RunKinds.Reconcile, occurrence, (named, last) => Next(request, by, named, last), cancellationToken);

    private Run? Next(ReconciliationRequest request, string by, RunLedger? named, Run? last)
    {
        var run = starter.New(RunKinds.Reconcile, by, request.ToParameters());
        var before = (last?.Cursor ?? named?.Progress) is { } text ? ReconciliationProgress.Read(text) : null;
        if (by == RunStarter.Schedule && before?.NotBefore > run.StartedAt)
        {
            return null;
        }

        return run with { Counts = LookCounts.Zero, Cursor = $"{ProgressOf(request, run.StartedAt, before)}" };
    }

    private ReconciliationProgress ProgressOf(ReconciliationRequest request, DateTimeOffset now, ReconciliationProgress? before)
    {
        var widening = OzClock.Widening(before?.Skew);
        var progress = new ReconciliationProgress(ReconciliationPhase.Endpoints, now)
        {
            Skew = before?.Skew,
            Created = before?.Created,
            Updated = before?.Updated,
            NotBefore = before?.NotBefore,
            Turn = before?.Turn ?? 0,
        };

        if (request is { From: { } from, To: { } to })
        {
            return progress with
            {
                Phase = request.DryRun ? ReconciliationPhase.Compared : ReconciliationPhase.Span,
                Span = ListingCursor.Of(OzTimeField.Created, from - widening, to + widening, settings.PageSize),
                Day = DateOnly.FromDateTime(from.UtcDateTime).AddDays(-DaysBefore),
            };
        }

        if (!oz.IsConfigured)
        {
            return progress;
        }

        var created = GoOn(before?.Created, OzTimeField.Created, now, widening);
        var updated = GoOn(before?.Updated, OzTimeField.Updated, now, widening);
        return progress with { Created = created, Updated = updated is { IsUnsorted: true, Offset: > 0 } ? updated : Older(updated, created, now) };
    }

    // The younger ones are yet to come in the list of what was created. Those that were left behind by an offset may be of any time.
    private ListingCursor Older(ListingCursor updated, ListingCursor created, DateTimeOffset now) => updated with
    {
        // By whichever clock is behind: were ours ahead for one run, that run would pass over all changes.
        CreatedFrom = Math.Min(created.Latest ?? long.MaxValue, now.ToUnixTimeSeconds()) - (long)settings.UpdatedWithin.TotalSeconds,
        CreatedTo = created is { IsUnsorted: false, Offset: 0 } ? created.Reached : created.AskedTo,
    };

    private ListingCursor GoOn(ListingCursor? before, OzTimeField by, DateTimeOffset now, TimeSpan widening)
    {
        if (before is { IsDone: false, IsUnsorted: true })
        {
            // What is longer now would move what was read already.
            return before;
        }

        // What was read last is read again: a folder becomes visible some time after the time that it bears, and two nodes of Oz may differ by as much as Oz and we do.
        var overlap = settings.Overlap + widening;
        if (before is { IsDone: false })
        {
            return before.SteppedBack(overlap) with { To = now.ToUnixTimeSeconds() };
        }

        var from = before is null ? now - settings.Lookback - widening : before.BeginningOfNext(now, overlap);
        return ListingCursor.Of(by, from, now, settings.PageSize) with
        {
            IsOpenEnded = true,
            Since = before?.To,
            Latest = before?.Latest,
            LatestBefore = before?.Latest,
        };
    }
}
