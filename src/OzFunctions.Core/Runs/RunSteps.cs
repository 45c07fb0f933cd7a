using OzFunctions.Core.Telemetry;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Runs;

/// <summary>
/// Takes runs one step further at a time: claim the run, do the step, enqueue the next before the run's row moves to it. A step is bounded and
/// may be done twice, so a crash costs nothing but the step, and another process goes on.
/// </summary>
/// <param name="store">Remembers runs.</param>
/// <param name="queue">The work queue.</param>
/// <param name="dispatch">Does the step itself.</param>
/// <param name="metrics">What is measured.</param>
/// <param name="time">The clock.</param>
public sealed class RunSteps(IRunStore store, IWorkQueue queue, RunDispatch dispatch, OzMetrics metrics, TimeProvider time)
{
    /// <summary>How long a step may take; then another may begin it anew.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromSeconds(30);

    /// <summary>How long a step goes on with more: well within <see cref="Claim"/>.</summary>
    internal static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);

    /// <summary>How often the log tells at most how a run stands.</summary>
    internal static readonly TimeSpan ToldEvery = TimeSpan.FromSeconds(10);

    private const int MaxPutBacks = 30;

    private static readonly TimeSpan PutBackDelay = TimeSpan.FromSeconds(2);

    /// <summary>Handles a due step.</summary>
    /// <param name="work">The message.</param>
    /// <param name="cancellationToken">Gives up; the message must then stay.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="InvalidDataException">The message names no run.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<WorkReport> HandleAsync(RunWork work, CancellationToken cancellationToken)
    {
        var id = RunId.TryParse(work.Run) ?? throw new InvalidDataException($"'{work.Run}' is no id of a run.");
        var stored = await store.FindAsync(id, cancellationToken);
        if (stored is null || stored.Value.Step < work.Step)
        {
            return await PutBackOrGiveUpAsync(work, cancellationToken);
        }

        var now = time.GetUtcNow();
        var run = stored.Value;
        if (run.State is not RunState.Running || run.Step > work.Step)
        {
            return new WorkReport(WorkResult.Dropped, $"Step {work.Step} of run {id} is over.");
        }

        if (run.ClaimedUntil is { } until && until > now)
        {
            return await PutBackAsync(work, until - now, "somebody is at it", cancellationToken);
        }

        return await store.TryWriteAsync(run with { ClaimedUntil = now + Claim, LastStepAt = now }, stored.ETag, cancellationToken) is { } claimed
            ? await StepAsync(work, claimed, cancellationToken)
            : await PutBackAsync(work, PutBackDelay, "another was faster", cancellationToken);
    }

    private async Task<WorkReport> StepAsync(RunWork work, Stored<Run> claimed, CancellationToken cancellationToken)
    {
        var (done, delay, waitsFor) = await TryStepAsync(work, claimed.Value, cancellationToken);
        var now = time.GetUtcNow();
        var isOver = done.State is not RunState.Running;
        var isTold = isOver || now - (done.ToldAt ?? done.StartedAt) >= ToldEvery;
        var next = done with
        {
            ClaimedUntil = null,
            Step = work.Step + 1,
            LastStepAt = now + delay,
            FinishedAt = isOver && done.State is not RunState.Waiting ? now : null,
            ToldAt = isTold ? now : done.ToldAt,
        };

        if (!isOver)
        {
            await queue.EnqueueAsync(new RunWork(work.Run) { Step = next.Step }, delay, cancellationToken);
        }

        if (await store.TryWriteAsync(next, claimed.ETag, cancellationToken) is null)
        {
            return new WorkReport(WorkResult.Dropped, $"Another took run {next.Id} further.");
        }

        metrics.Step(claimed.Value, next);
        return new WorkReport(WorkResult.Done, isOver ? RunSentence.OfEnd(next, now) : RunSentence.OfProgress(next, waitsFor, now))
        {
            Weight = next.State is RunState.Failed ? WorkWeight.Alarming : isTold ? WorkWeight.Notable : WorkWeight.Routine,
        };
    }

    // At its last try it ends here and not among what was set apart: its row must not say for ever that it runs.
    private async Task<RunProgress> TryStepAsync(RunWork work, Run run, CancellationToken cancellationToken)
    {
        try
        {
            return await StepAsync(run, cancellationToken);
        }
        catch (Exception e) when (e is not StoreUnavailableException && !cancellationToken.IsCancellationRequested && work.Failures + 1 >= WorkProcessor.MaxFailures)
        {
            return new RunProgress(run with { State = RunState.Failed, Error = $"It failed {WorkProcessor.MaxFailures} times for a reason of ours: {e.GetType().Name}." });
        }
    }

    private async Task<RunProgress> StepAsync(Run run, CancellationToken cancellationToken)
    {
        try
        {
            return await dispatch.StepAsync(run, cancellationToken);
        }
        catch (InvalidContinuationException e)
        {
            return new RunProgress(run with { State = RunState.Failed, Error = e.Message });
        }
    }

    private async Task<WorkReport> PutBackOrGiveUpAsync(RunWork work, CancellationToken cancellationToken) => work.PutBacks >= MaxPutBacks
        ? new WorkReport(WorkResult.Dropped, $"Step {work.Step} of run {work.Run} never came.")
        : await PutBackAsync(work, PutBackDelay, "it is not there yet", cancellationToken);

    private async Task<WorkReport> PutBackAsync(RunWork work, TimeSpan delay, string because, CancellationToken cancellationToken)
    {
        await queue.EnqueueAsync(work with { PutBacks = work.PutBacks + 1 }, delay, cancellationToken);
        return new WorkReport(WorkResult.PutBack, $"Step {work.Step} of run {work.Run} was put back: {because}.");
    }
}
