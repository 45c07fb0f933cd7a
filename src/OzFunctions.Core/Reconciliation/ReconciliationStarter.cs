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
        if (occurrence is not null && stored?.Value.Occurrence >= occurrence)
        {
            return new ReconciliationStart(null, null);
        }

        Run? last = null;
        if (stored is not null && !IsOver(last = await EndIfLostAsync(stored.Value, cancellationToken), stored.Value))
        {
            return new ReconciliationStart(null, stored.Value.Run);
        }

        var next = Next(request, by, stored?.Value, last);
        var entry = new ReconciliationLedger(next.Id, next.StartedAt, occurrence ?? stored?.Value.Occurrence, next.Cursor!);
        if (!await ledger.TryWriteAsync(entry, stored?.ETag, cancellationToken))
        {
            var winner = await ledger.FindAsync(cancellationToken);
            return new ReconciliationStart(null, winner?.Value.Run);
        }

        return new ReconciliationStart(await starter.StartAsync(next, cancellationToken), null);
    }

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
        var progress = new ReconciliationProgress(ReconciliationPhase.Held, now) { Created = before?.Created, Updated = before?.Updated };
        if (request is { From: { } from, To: { } to })
        {
            return progress with
            {
                Phase = request.DryRun ? ReconciliationPhase.Compared : ReconciliationPhase.Span,
                Span = ListingCursor.Of(OzTimeField.Created, from, to, settings.PageSize),
                Day = DateOnly.FromDateTime(from.UtcDateTime),
            };
        }

        if (!oz.IsConfigured)
        {
            return progress;
        }

        var created = GoOn(before?.Created, OzTimeField.Created, now);
        var updated = GoOn(before?.Updated, OzTimeField.Updated, now) with
        {
            // The younger ones are in the list of what was created.
            CreatedFrom = (now - settings.UpdatedWithin).ToUnixTimeSeconds(),
            CreatedTo = created.From,
        };
        return progress with { Created = created, Updated = updated };
    }

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
