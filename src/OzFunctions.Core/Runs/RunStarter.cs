using OzFunctions.Core.Work;

namespace OzFunctions.Core.Runs;

/// <summary>Starts runs, and records short operations as finished runs.</summary>
/// <param name="store">The run store.</param>
/// <param name="queue">The work queue.</param>
/// <param name="time">The clock.</param>
/// <param name="newId">Creates the random part of run ids.</param>
public sealed class RunStarter(IRunStore store, IWorkQueue queue, TimeProvider time, Func<Guid> newId)
{
    /// <summary>The value of <see cref="Run.By"/> for runs that the schedule started.</summary>
    public const string Schedule = "schedule";

    /// <summary>The value of <see cref="Run.By"/> for runs of which only the message was ever found.</summary>
    public const string Unknown = "unknown";

    /// <summary>Creates a run without starting it.</summary>
    /// <param name="kind">A value of <see cref="RunKinds"/>.</param>
    /// <param name="by">The name of the admin key, or <see cref="Schedule"/>.</param>
    /// <param name="parameters">The parameters of the request.</param>
    /// <returns>The run.</returns>
    public Run New(string kind, string by, IReadOnlyDictionary<string, string> parameters)
    {
        var now = time.GetUtcNow();
        return new Run { Id = RunId.New(kind, now, newId()), By = by, StartedAt = now, LastStepAt = now, Parameters = parameters };
    }

    /// <summary>Starts a run. Its message is enqueued before its row is stored, so that no crash leaves a run without a message.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Cancels the operation; the run may still have been started.</param>
    /// <returns>The run.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or took so long that the message was given up.</exception>
    public async Task<Run> StartAsync(Run run, CancellationToken cancellationToken)
    {
        await queue.EnqueueAsync(new RunWork(run.Id.ToString()), TimeSpan.Zero, cancellationToken);
        if (!await store.TryAddAsync(run, cancellationToken) && await store.FindAsync(run.Id, cancellationToken) is null or { Value: { State: RunState.Failed, Step: 0 } })
        {
            throw new StoreUnavailableException($"Run {run.Id} was not stored, or not before its message was given up.");
        }

        return run;
    }

    /// <summary>Performs a short operation and records it: first as failed, so that a crash leaves a record, and afterwards with its counts.</summary>
    /// <typeparam name="T">The operation's result.</typeparam>
    /// <param name="kind">A value of <see cref="RunKinds"/>.</param>
    /// <param name="by">The name of the admin key.</param>
    /// <param name="parameters">The parameters of the request.</param>
    /// <param name="operation">Makes the operation.</param>
    /// <param name="counts">What was done, for the result.</param>
    /// <returns>The result.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached; the operation may have been made.</exception>
    public async Task<T> RecordAsync<T>(
        string kind,
        string by,
        IReadOnlyDictionary<string, string> parameters,
        Func<Task<T>> operation,
        Func<T, IReadOnlyDictionary<string, long>> counts)
    {
        var run = New(kind, by, parameters) with { State = RunState.Failed, Error = "Its outcome was not recorded." };
        await store.TryAddAsync(run with { FinishedAt = run.StartedAt }, CancellationToken.None);
        var result = await operation();
        if (await store.FindAsync(run.Id, CancellationToken.None) is { } stored)
        {
            await store.TryWriteAsync(run with { State = RunState.Finished, FinishedAt = time.GetUtcNow(), Counts = counts(result), Error = null }, stored.ETag, CancellationToken.None);
        }

        return result;
    }
}
