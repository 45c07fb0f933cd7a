using OzFunctions.Core.Work;

namespace OzFunctions.Core.Runs;

/// <summary>Starts runs, and records acts that need none.</summary>
/// <param name="store">Remembers runs.</param>
/// <param name="queue">The work queue.</param>
/// <param name="time">The clock.</param>
/// <param name="newId">Makes ids.</param>
public sealed class RunStarter(IRunStore store, IWorkQueue queue, TimeProvider time, Func<Guid> newId)
{
    /// <summary>Who started what no person did.</summary>
    public const string Schedule = "schedule";

    /// <summary>Makes a run that has not started.</summary>
    /// <param name="kind">A value of <see cref="RunKinds"/>.</param>
    /// <param name="by">The name of the admin key, or <see cref="Schedule"/>.</param>
    /// <param name="parameters">What is asked for.</param>
    /// <returns>The run.</returns>
    public Run New(string kind, string by, IReadOnlyDictionary<string, string> parameters)
    {
        var now = time.GetUtcNow();
        return new Run { Id = RunId.New(kind, now, newId()), By = by, StartedAt = now, LastStepAt = now, Parameters = parameters };
    }

    /// <summary>Starts a run. Its message comes before its row, so that no crash leaves a run that nobody takes up.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Gives up; whether it was started is then unknown.</param>
    /// <returns>The run.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<Run> StartAsync(Run run, CancellationToken cancellationToken)
    {
        await queue.EnqueueAsync(new RunWork(run.Id.ToString()), TimeSpan.Zero, cancellationToken);
        await store.AddAsync(run, cancellationToken);
        return run;
    }

    /// <summary>Records an act that is over.</summary>
    /// <param name="kind">A value of <see cref="RunKinds"/>.</param>
    /// <param name="by">The name of the admin key.</param>
    /// <param name="parameters">What was asked for.</param>
    /// <param name="counts">What was done.</param>
    /// <param name="cancellationToken">Gives up; whether it was recorded is then unknown.</param>
    /// <returns>The record.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<Run> RecordAsync(
        string kind,
        string by,
        IReadOnlyDictionary<string, string> parameters,
        IReadOnlyDictionary<string, long> counts,
        CancellationToken cancellationToken)
    {
        var run = New(kind, by, parameters) with { State = RunState.Finished, FinishedAt = time.GetUtcNow(), Counts = counts };
        await store.AddAsync(run, cancellationToken);
        return run;
    }
}
