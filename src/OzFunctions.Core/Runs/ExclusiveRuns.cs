namespace OzFunctions.Core.Runs;

/// <summary>Starts runs of kinds of which only one may be active over all processes.</summary>
/// <param name="ledger">The store of the newest run of each kind.</param>
/// <param name="runs">The run store.</param>
/// <param name="starter">Starts runs.</param>
/// <param name="time">The clock.</param>
public sealed class ExclusiveRuns(IRunLedger ledger, IRunStore runs, RunStarter starter, TimeProvider time)
{
    /// <summary>A run without a completed step for this long counts as lost, and so does one whose last step lies this far ahead, because a clock was wrong.</summary>
    public static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(10);

    /// <summary>Whether a run counts as lost.</summary>
    internal static bool IsLost(Run run, DateTimeOffset now) => run.State is RunState.Running && (now - run.LastStepAt).Duration() >= LostAfter;

    /// <summary>Starts a run, unless one is active or another process has handled this occurrence of the schedule.</summary>
    /// <param name="kind">A value of <see cref="RunKinds"/>.</param>
    /// <param name="occurrence">
    /// The occurrence of the schedule, UTC; null for a person's request, or when the host ensures that only one process handles each
    /// occurrence.
    /// </param>
    /// <param name="next">
    /// Creates the run from the ledger and the previous run, either of which may be null; returns null when no run is to be started now.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation; the run may still have been started.</param>
    /// <returns>The outcome.</returns>
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
            // The SDK repeats a write whose response was lost. The repeated write then conflicts with our own first one.
            var winner = await ledger.FindAsync(kind, cancellationToken);
            if (winner?.Value.Run != run.Id)
            {
                return new ExclusiveStart(null, winner?.Value.Run);
            }
        }

        return new ExclusiveStart(await starter.StartAsync(run, cancellationToken), null);
    }

    /// <summary>Reads the cursor of the newest run.</summary>
    /// <param name="kind">A value of <see cref="RunKinds"/>.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Its cursor; null before the first run.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<string?> CursorAsync(string kind, CancellationToken cancellationToken) => await ledger.FindAsync(kind, cancellationToken) is { Value: { } named }
        ? (await runs.FindAsync(named.Run, cancellationToken))?.Value.Cursor ?? named.Progress
        : null;

    // An occurrence in the future was written by a process with a wrong clock and must not stop the schedule until then.
    private bool IsServed(DateTimeOffset? served, DateTimeOffset occurrence) => served >= occurrence && served <= time.GetUtcNow() + ClockLead.Max;

    private bool IsOver(Run? last, RunLedger named) =>
        last is null ? (time.GetUtcNow() - named.StartedAt).Duration() >= LostAfter : last.State is not RunState.Running;

    // A run whose message was moved to the poison queue, or that was named in the ledger and never stored, must not block others for ever.
    private async Task<Run?> EndIfLostAsync(RunLedger named, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await runs.FindAsync(named.Run, cancellationToken) is not { } last)
        {
            return null;
        }

        if (!IsLost(last.Value, now))
        {
            return last.Value;
        }

        var error = last.Value.LastStepAt > now ? "Its last step lies in the future: a clock was wrong." : $"It completed no step for {LostAfter.TotalMinutes:0} minutes.";
        var lost = last.Value with { State = RunState.Failed, FinishedAt = now, ClaimedUntil = null, Error = error };
        return await runs.TryWriteAsync(lost, last.ETag, cancellationToken) is { } written ? written.Value : last.Value;
    }
}
