using OzFunctions.Core.Notifications;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Runs;

/// <summary>Takes runs one step further at a time. A step is bounded and may be done twice, so a crash costs nothing but the step.</summary>
/// <param name="store">Remembers runs.</param>
/// <param name="queue">The work queue.</param>
/// <param name="replay">The step of replays and of what an enabled endpoint releases.</param>
/// <param name="time">The clock.</param>
public sealed class RunSteps(IRunStore store, IWorkQueue queue, ReplayStep replay, TimeProvider time)
{
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
        if (await store.FindAsync(id, cancellationToken) is not { } stored)
        {
            return await PutBackOrGiveUpAsync(work, cancellationToken);
        }

        if (stored.Value.State is not RunState.Running)
        {
            return new WorkReport(WorkResult.Dropped, $"Run {id} is over.");
        }

        var next = await StepAsync(stored.Value, cancellationToken);
        if (!await store.TryWriteAsync(next, stored.ETag, cancellationToken))
        {
            return new WorkReport(WorkResult.Dropped, $"Another took run {id} further.");
        }

        if (next.State is RunState.Running)
        {
            await queue.EnqueueAsync(new RunWork(work.Run), TimeSpan.Zero, cancellationToken);
        }

        return new WorkReport(WorkResult.Done, $"Run {id}, started with the key '{next.By}', is {next.State}.");
    }

    private async Task<Run> StepAsync(Run run, CancellationToken cancellationToken)
    {
        try
        {
            var next = await replay.RunAsync(run, cancellationToken);
            return next.State is RunState.Running ? next : next with { FinishedAt = time.GetUtcNow() };
        }
        catch (InvalidContinuationException e)
        {
            return run with { State = RunState.Failed, FinishedAt = time.GetUtcNow(), Error = e.Message };
        }
    }

    private async Task<WorkReport> PutBackOrGiveUpAsync(RunWork work, CancellationToken cancellationToken)
    {
        if (work.PutBacks >= MaxPutBacks)
        {
            return new WorkReport(WorkResult.Dropped, $"Run {work.Run} was never stored.");
        }

        await queue.EnqueueAsync(work with { PutBacks = work.PutBacks + 1 }, PutBackDelay, cancellationToken);
        return new WorkReport(WorkResult.PutBack, $"Run {work.Run} is not there yet.");
    }
}
