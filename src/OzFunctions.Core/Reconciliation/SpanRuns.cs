using OzFunctions.Core.Runs;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Reconciliation;

/// <summary>
/// Manages runs over requested spans. Each continues until it is done, in parallel with the scheduled runs: a run that reached a limit, or
/// whose process was killed, is resumed by the next scheduled run.
/// </summary>
/// <param name="ledger">The store of unfinished runs.</param>
/// <param name="runs">The run store.</param>
/// <param name="starter">Starts runs.</param>
/// <param name="queue">The work queue.</param>
/// <param name="time">The clock.</param>
public sealed class SpanRuns(ISpanLedger ledger, IRunStore runs, RunStarter starter, IWorkQueue queue, TimeProvider time)
{
    /// <summary>The maximum number of unfinished runs.</summary>
    public const int Most = 8;

    private const int MaxAttempts = 10;

    // A parameter of the run, as the API shows it: the names of the admin keys, separated by commas.
    private const string ResumedBy = nameof(ResumedBy);

    /// <summary>Starts a run, or resumes an unfinished run with the same request.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Cancels the operation; the run may still have been started.</param>
    /// <returns>The started or resumed run; null when too many are unfinished.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or other writers changed the row first at every attempt.</exception>
    public async Task<Run?> StartAsync(Run run, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stored = await ledger.FindAsync(cancellationToken);
            var undone = await UndoneAsync(stored?.Value ?? [], cancellationToken);
            if (undone.Select(static one => one.Run).FirstOrDefault(one => one is not null && ReconciliationRequest.AreSame(one.Value.Parameters, run.Parameters)) is { } same)
            {
                await ResumeAsync(same, run.By, cancellationToken);
                return same.Value;
            }

            if (undone.Count >= Most)
            {
                return null;
            }

            // The id is stored first, so that no crash leaves a run that is never resumed.
            if (await ledger.TryWriteAsync([.. undone.Select(static one => one.Id).Append(run.Id).Distinct()], stored?.ETag, cancellationToken))
            {
                return await starter.StartAsync(run, cancellationToken);
            }
        }

        throw new StoreUnavailableException($"Other processes started runs first, {MaxAttempts} times in a row.");
    }

    /// <summary>Resumes all runs that wait, or whose message was lost.</summary>
    /// <param name="cancellationToken">Cancels the operation; repeating it completes it.</param>
    /// <returns>A task that completes when they are resumed.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(cancellationToken) is not { Value.Count: > 0 } stored)
        {
            return;
        }

        var undone = await UndoneAsync(stored.Value, cancellationToken);
        foreach (var run in undone.Select(static one => one.Run).OfType<Stored<Run>>())
        {
            await ResumeAsync(run, by: null, cancellationToken);
        }

        if (undone.Count < stored.Value.Count)
        {
            await ledger.TryWriteAsync([.. undone.Select(static one => one.Id)], stored.ETag, cancellationToken);
        }
    }

    /// <summary>Whether a dry run is active and may record compared folders.</summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>True when one is.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<bool> IsComparingAsync(CancellationToken cancellationToken)
    {
        var undone = await UndoneAsync((await ledger.FindAsync(cancellationToken))?.Value ?? [], cancellationToken);
        return undone.Exists(static one => one.Run?.Value.Parameters.GetValueOrDefault(nameof(ReconciliationRequest.DryRun)) == bool.TrueString);
    }

    private static string Names(string? before, string by) => string.Join(',', (before?.Split(',') ?? []).Append(by).Distinct());

    // A run without a row may be about to be stored.
    private async Task<List<(RunId Id, Stored<Run>? Run)>> UndoneAsync(IReadOnlyList<RunId> ids, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(ids.Select(id => runs.FindAsync(id, cancellationToken)));
        return
        [
            .. ids.Zip(found).Where(one => one.Second is { } run
                ? run.Value.State is RunState.Running or RunState.Waiting
                : (time.GetUtcNow() - one.First.At).Duration() < ExclusiveRuns.LostAfter),
        ];
    }

    // Records an admin's request, so that no action is without a name.
    private async Task ResumeAsync(Stored<Run> stored, string? by, CancellationToken cancellationToken)
    {
        var (run, now) = (stored.Value, time.GetUtcNow());
        var progress = ReconciliationProgress.TryRead(run.Cursor);
        if (!ExclusiveRuns.IsLost(run, now) && (run.State is not RunState.Waiting || progress?.IsHeldBack(now) is true))
        {
            return;
        }

        var next = run with
        {
            State = RunState.Running,
            Step = run.Step + 1,
            LastStepAt = now,
            ClaimedUntil = null,
            StoppedBy = null,
            Error = null,
            Parameters = by is null ? run.Parameters : new Dictionary<string, string>(run.Parameters) { [ResumedBy] = Names(run.Parameters.GetValueOrDefault(ResumedBy), by) },

            // If the progress cannot be read, the step ends the run as failed, with that reason in its row and in the log.
            Cursor = progress is null ? run.Cursor : $"{progress with { BeganAt = now, Pages = 0, Tries = 0, NotBefore = null }}",
        };

        // The message is enqueued before the row is written, so that no crash leaves the run without one.
        await queue.EnqueueAsync(new RunWork($"{run.Id}") { Step = next.Step }, TimeSpan.Zero, cancellationToken);
        await runs.TryWriteAsync(next, stored.ETag, cancellationToken);
    }
}
