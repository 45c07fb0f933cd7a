using OzFunctions.Core.Telemetry;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Runs;

/// <summary>
/// Runs the steps of runs: claims the run, runs the step, enqueues the next message, then updates the run's row. A step is bounded and may
/// be repeated, so a crash costs at most one step, and another process continues.
/// </summary>
/// <param name="store">The run store.</param>
/// <param name="queue">The work queue.</param>
/// <param name="dispatch">Runs the step itself.</param>
/// <param name="metrics">The metrics.</param>
/// <param name="time">The clock.</param>
public sealed class RunSteps(IRunStore store, IWorkQueue queue, RunDispatch dispatch, OzMetrics metrics, TimeProvider time)
{
    /// <summary>The lease of a step; after it, another process may repeat the step.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromSeconds(30);

    /// <summary>How long a step accepts more work, well within <see cref="Claim"/>.</summary>
    internal static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);

    /// <summary>The minimum interval between log entries about the progress of a run.</summary>
    internal static readonly TimeSpan LoggedEvery = TimeSpan.FromSeconds(10);

    // How long after its creation a run may be stored by a process that paused.
    private static readonly TimeSpan StoredWithin = TimeSpan.FromDays(1);

    private static readonly TimeSpan RaceDelay = TimeSpan.FromSeconds(2);

    /// <summary>Handles a due step.</summary>
    /// <param name="work">The message.</param>
    /// <param name="cancellationToken">Cancels the operation; the message must then stay on the queue.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="InvalidDataException">The message's run id is invalid.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<WorkReport> HandleAsync(RunWork work, CancellationToken cancellationToken)
    {
        var id = RunId.TryParse(work.Run) ?? throw new InvalidDataException($"'{work.Run}' is not the id of a run.");
        var stored = await store.FindAsync(id, cancellationToken);
        if ((stored is null || stored.Value.Step < work.Step) && EarlyMessage.DelayOf(work) is { } early)
        {
            return PutBack(work, early, "it is not stored yet");
        }

        if (stored is null)
        {
            return await GiveUpAsync(work, id, cancellationToken);
        }

        // If the run is still at an earlier step, the process that made that step did not record it in time. The step is made again, and a late record of it fails.
        var now = time.GetUtcNow();
        var run = stored.Value;
        if (run.State is not RunState.Running || run.Step > work.Step)
        {
            return new WorkReport(WorkResult.Dropped, $"Step {work.Step} of run {id} is already complete.");
        }

        if (Claims.Remaining(run.ClaimedUntil, now) is { } rest)
        {
            return PutBack(work, rest, "another process is running it");
        }

        if (await store.TryWriteAsync(run with { ClaimedUntil = now + Claim, LastStepAt = now }, stored.ETag, cancellationToken) is not { } claimed)
        {
            return PutBack(work, RaceDelay, "another process was faster");
        }

        try
        {
            return await StepAsync(work, claimed, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // The message is received again long before the lease ends. The first exception is reported, also if the storage fails again.
            Task unclaiming = store.TryWriteAsync(claimed.Value with { ClaimedUntil = null }, claimed.ETag, cancellationToken);
            await unclaiming.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private async Task<WorkReport> StepAsync(RunWork work, Stored<Run> claimed, CancellationToken cancellationToken)
    {
        var progress = await TryStepAsync(work, claimed.Value, cancellationToken);
        var (done, delay, waitsFor) = progress;
        var now = time.GetUtcNow();
        var isOver = done.State is not RunState.Running;
        var isLogged = isOver || now - (done.LoggedAt ?? done.StartedAt) >= LoggedEvery;
        var next = done with
        {
            ClaimedUntil = null,
            Step = claimed.Value.Step + 1,
            LastStepAt = now + delay,
            FinishedAt = isOver && done.State is not RunState.Waiting ? now : null,
            LoggedAt = isLogged ? now : done.LoggedAt,
        };

        if (!isOver)
        {
            await queue.EnqueueAsync(new RunWork(work.Run) { Step = next.Step }, delay, cancellationToken);
        }

        if (await store.TryWriteAsync(next, claimed.ETag, cancellationToken) is null)
        {
            return new WorkReport(WorkResult.Dropped, $"Another process continued run {next.Id}.");
        }

        metrics.Step(claimed.Value, next);
        var summary = isOver ? RunSummary.OfEnd(next, now) : RunSummary.OfProgress(next, waitsFor, now);
        return new WorkReport(WorkResult.Done, $"{summary} {progress.Warning}".TrimEnd())
        {
            Weight = next.State is RunState.Failed || progress.Warning is not null ? WorkWeight.Alarming : isLogged ? WorkWeight.Notable : WorkWeight.Routine,
        };
    }

    // At the last attempt the run is ended here instead of moving its message to the poison queue; its row would otherwise show it as running for ever.
    private async Task<RunProgress> TryStepAsync(RunWork work, Run run, CancellationToken cancellationToken)
    {
        try
        {
            return await dispatch.StepAsync(run, cancellationToken);
        }
        catch (InvalidContinuationException e)
        {
            return new RunProgress(run with { State = RunState.Failed, Error = e.Message });
        }
        catch (Exception e) when (e is not StoreUnavailableException && !cancellationToken.IsCancellationRequested && work.Failures + 1 >= WorkProcessor.MaxFailures)
        {
            return new RunProgress(run with { State = RunState.Failed, Error = $"It failed {WorkProcessor.MaxFailures} times because of an internal error: {e.GetType().Name}." });
        }
    }

    // Stores the run as failed: a process that paused before it stored the run must not store it later, because no message would lead to it.
    private async Task<WorkReport> GiveUpAsync(RunWork work, RunId id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (work.Step != 0 || now - id.At >= StoredWithin)
        {
            // A later step proves that the run was stored, and an old message that its process does not store it any more.
            return new WorkReport(WorkResult.Dropped, $"Run {id} is not stored any more.");
        }

        var failed = new Run { Id = id, By = RunStarter.Unknown, StartedAt = id.At, LastStepAt = now, State = RunState.Failed, FinishedAt = now, Error = "It was not stored in time." };
        return await store.TryAddAsync(failed, cancellationToken)
            ? new WorkReport(WorkResult.Dropped, $"Run {id} was never stored; it is given up.")
            : PutBack(work, RaceDelay, "it was stored just now");
    }

    private static WorkReport PutBack(RunWork work, TimeSpan delay, string because) =>
        WorkReport.PutBack(work, delay, $"Step {work.Step} of run {work.Run} is deferred: {because}.");
}
