using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Starts runs of reconciliation, one at a time over all processes, whoever asks.</summary>
/// <param name="ledger">Remembers which run is the one.</param>
/// <param name="runs">Remembers runs.</param>
/// <param name="starter">Starts runs.</param>
/// <param name="oz">Tells whether Oz can be asked at all.</param>
/// <param name="settings">What runs look at.</param>
/// <param name="time">The clock.</param>
public sealed class ReconciliationStarter(
    IReconciliationLedger ledger,
    IRunStore runs,
    RunStarter starter,
    OzInquiry oz,
    ReconciliationSettings settings,
    TimeProvider time)
{
    /// <summary>How long a run may make no step before it counts as lost.</summary>
    public static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(10);

    // Who compares looks at folders that came to light a little before they were created, by clocks that differ.
    private const int DaysBefore = 2;

    private static readonly TimeSpan MaxClockLead = TimeSpan.FromMinutes(5);

    /// <summary>Starts a run, unless one is under way, or another process served this time of the schedule.</summary>
    /// <param name="request">What it is to do.</param>
    /// <param name="by">The name of the admin key, or <see cref="RunStarter.Schedule"/>.</param>
    /// <param name="occurrence">The time of the schedule, UTC; null when a person asks, or when the host sees to it that one process alone does.</param>
    /// <param name="cancellationToken">Gives up; whether it was started is then unknown.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<ReconciliationStart> TryStartAsync(
        ReconciliationRequest request,
        string by,
        DateTimeOffset? occurrence,
        CancellationToken cancellationToken)
    {
        var stored = await ledger.FindAsync(cancellationToken);
        if (occurrence is { } wanted && IsServed(stored?.Value.Occurrence, wanted))
        {
            return new ReconciliationStart(null, null);
        }

        Run? last = null;
        if (stored is not null && !IsOver(last = await EndIfLostAsync(stored.Value, cancellationToken), stored.Value))
        {
            return new ReconciliationStart(null, stored.Value.Run);
        }

        var next = Next(request, by, stored?.Value, last);
        if (by == RunStarter.Schedule && ReconciliationProgress.Read(next.Cursor!).NotBefore > next.StartedAt)
        {
            return new ReconciliationStart(null, null);
        }

        var entry = new ReconciliationLedger(next.Id, next.StartedAt, occurrence ?? stored?.Value.Occurrence, next.Cursor!);
        if (!await ledger.TryWriteAsync(entry, stored?.ETag, cancellationToken))
        {
            // The SDK sends a write again whose answer was lost; the second one then collides with the first, which was ours.
            var winner = await ledger.FindAsync(cancellationToken);
            if (winner?.Value.Run != next.Id)
            {
                return new ReconciliationStart(null, winner?.Value.Run);
            }
        }

        return new ReconciliationStart(await starter.StartAsync(next, cancellationToken), null);
    }

    // A time that lies ahead was told by a clock that was wrong, and must not stop the schedule until then.
    private bool IsServed(DateTimeOffset? served, DateTimeOffset occurrence) => served >= occurrence && served <= time.GetUtcNow() + MaxClockLead;

    private bool IsOver(Run? last, ReconciliationLedger named) =>
        last is null ? time.GetUtcNow() - named.StartedAt >= LostAfter : last.State is not RunState.Running;

    // A run whose work was set apart, or that was named and never stored, must not stand in the way for ever.
    private async Task<Run?> EndIfLostAsync(ReconciliationLedger named, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await runs.FindAsync(named.Run, cancellationToken) is not { } last)
        {
            return null;
        }

        if (last.Value.State is not RunState.Running || now - last.Value.LastStepAt < LostAfter)
        {
            return last.Value;
        }

        var lost = last.Value with { State = RunState.Failed, FinishedAt = now, ClaimedUntil = null, Error = $"It made no step for {LostAfter.TotalMinutes:0} minutes." };
        return await runs.TryWriteAsync(lost, last.ETag, cancellationToken) is { } written ? written.Value : last.Value;
    }

    private Run Next(ReconciliationRequest request, string by, ReconciliationLedger? named, Run? last)
    {
        var run = starter.New(RunKinds.Reconcile, by, request.ToParameters());
        var before = (last?.Cursor ?? named?.Progress) is { } text ? ReconciliationProgress.Read(text) : null;
        return run with { Counts = LookCounts.Zero, Cursor = $"{ProgressOf(request, run.StartedAt, before)}" };
    }

    private ReconciliationProgress ProgressOf(ReconciliationRequest request, DateTimeOffset now, ReconciliationProgress? before)
    {
        var progress = new ReconciliationProgress(ReconciliationPhase.Held, now)
        {
            Created = before?.Created,
            Updated = before?.Updated,
            NotBefore = before?.NotBefore,
            FirstPart = (before?.FirstPart ?? 0) + (before?.Parts ?? 0),
        };

        if (request is { From: { } from, To: { } to })
        {
            return progress with
            {
                Phase = request.DryRun ? ReconciliationPhase.Compared : ReconciliationPhase.Span,
                Span = ListingCursor.Of(OzTimeField.Created, from, to, settings.PageSize),
                Day = DateOnly.FromDateTime(from.UtcDateTime).AddDays(-DaysBefore),
            };
        }

        if (!oz.IsConfigured)
        {
            return progress;
        }

        var created = GoOn(before?.Created, OzTimeField.Created, now);
        var updated = GoOn(before?.Updated, OzTimeField.Updated, now);
        return progress with { Created = created, Updated = updated is { IsUnsorted: true, Offset: > 0 } ? updated : Older(updated, created, now) };
    }

    // The younger ones are yet to come in the list of what was created.
    private ListingCursor Older(ListingCursor updated, ListingCursor created, DateTimeOffset now) => updated with
    {
        CreatedFrom = (now - settings.UpdatedWithin).ToUnixTimeSeconds(),
        CreatedTo = created.IsUnsorted ? created.To : created.Reached,
    };

    private ListingCursor GoOn(ListingCursor? before, OzTimeField by, DateTimeOffset now)
    {
        if (before is { IsDone: false })
        {
            // What is longer now must not move what was read already.
            return before.IsUnsorted ? before : before with { To = now.ToUnixTimeSeconds() };
        }

        // What was read last is read again, because clocks differ and what Oz stores is seen a moment later.
        var from = before is null ? now - settings.Lookback : DateTimeOffset.FromUnixTimeSeconds(before.To) - settings.Overlap;
        return ListingCursor.Of(by, from, now, settings.PageSize);
    }
}
