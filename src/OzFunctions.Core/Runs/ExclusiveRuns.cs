namespace OzFunctions.Core.Runs;

/// <summary>Starts runs of a kind of which there is one at a time over all processes, whoever asks.</summary>
/// <param name="ledger">Remembers which run is the one.</param>
/// <param name="runs">Remembers runs.</param>
/// <param name="starter">Starts runs.</param>
/// <param name="time">The clock.</param>
public sealed class ExclusiveRuns(IRunLedger ledger, IRunStore runs, RunStarter starter, TimeProvider time)
{
    /// <summary>How long a run may make no step before it counts as lost.</summary>
    public static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan MaxClockLead = TimeSpan.FromMinutes(5);

    /// <summary>Starts a run, unless one is under way, or another process served this time of the schedule.</summary>
    /// <param name="kind">A value of <see cref="RunKinds"/>.</param>
    /// <param name="occurrence">The time of the schedule, UTC; null when a person asks, or when the host sees to it that one process alone does.</param>
    /// <param name="next">Makes the run, of the ledger and the run before it, as far as there are any; null when none is to be started now.</param>
    /// <param name="cancellationToken">Gives up; whether it was started is then unknown.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<ExclusiveStart> TryStartAsync(string kind, DateTimeOffset? occurrence, Func<RunLedger?, Run?, Run?> next, CancellationToken cancellationToken)
    {
        var stored = await ledger.FindAsync(kind, cancellationToken);
        if (occurrence is { } wanted && IsServed(stored?.Value.Occurrence, wanted))
        {
            return new ExclusiveStart(null, null);
        }

        Run? last = null;
        if (stored is not null && !IsOver(last = await EndIfLostAsync(stored.Value, cancellationToken), stored.Value))
        {
            return new ExclusiveStart(null, stored.Value.Run);
        }

        if (next(stored?.Value, last) is not { } run)
        {
            return new ExclusiveStart(null, null);
        }

        var entry = new RunLedger(run.Id, run.StartedAt, occurrence ?? stored?.Value.Occurrence, run.Cursor);
        if (!await ledger.TryWriteAsync(entry, stored?.ETag, cancellationToken))
        {
            // The SDK sends a write again whose answer was lost; the second one then collides with the first, which was ours.
            var winner = await ledger.FindAsync(kind, cancellationToken);
            if (winner?.Value.Run != run.Id)
            {
                return new ExclusiveStart(null, winner?.Value.Run);
            }
        }

        return new ExclusiveStart(await starter.StartAsync(run, cancellationToken), null);
    }

    /// <summary>Tells where the newest run stands.</summary>
    /// <param name="kind">A value of <see cref="RunKinds"/>.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>Its cursor; null before the first run.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<string?> CursorAsync(string kind, CancellationToken cancellationToken) => await ledger.FindAsync(kind, cancellationToken) is { Value: { } named }
        ? (await runs.FindAsync(named.Run, cancellationToken))?.Value.Cursor ?? named.Progress
        : null;

    // A time that lies ahead was told by a clock that was wrong, and must not stop the schedule until then.
    private bool IsServed(DateTimeOffset? served, DateTimeOffset occurrence) => served >= occurrence && served <= time.GetUtcNow() + MaxClockLead;

    private bool IsOver(Run? last, RunLedger named) =>
        last is null ? time.GetUtcNow() - named.StartedAt >= LostAfter : last.State is not RunState.Running;

    // A run whose work was set apart, or that was named and never stored, must not stand in the way for ever.
    private async Task<Run?> EndIfLostAsync(RunLedger named, CancellationToken cancellationToken)
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
}
