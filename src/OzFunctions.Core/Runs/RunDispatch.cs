using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Removal;

namespace OzFunctions.Core.Runs;

/// <summary>Runs the step of a run according to its kind.</summary>
/// <param name="replay">The step of replays.</param>
/// <param name="enable">The step of enabling an endpoint.</param>
/// <param name="release">The step of releases.</param>
/// <param name="reconciliation">The step of reconciliation.</param>
/// <param name="erase">The step of erasures.</param>
/// <param name="retention">The step of retention.</param>
public sealed class RunDispatch(ReplayStep replay, EnableStep enable, ReleaseStep release, ReconciliationStep reconciliation, EraseStep erase, RetentionStep retention)
{
    /// <summary>Runs one step of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Cancels the step, which is then repeated.</param>
    /// <returns>The progress.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    /// <exception cref="InvalidContinuationException">The storage no longer accepts the run's continuation.</exception>
    internal async Task<RunProgress> StepAsync(Run run, CancellationToken cancellationToken) => run.Id.Kind switch
    {
        RunKinds.Enable => new RunProgress(await enable.RunAsync(run, cancellationToken)),
        RunKinds.Release => await release.RunAsync(run, cancellationToken),
        RunKinds.Reconcile => await reconciliation.RunAsync(run, cancellationToken),
        RunKinds.Erase => await erase.RunAsync(run, cancellationToken),
        RunKinds.Retention => new RunProgress(await retention.RunAsync(run, cancellationToken)),
        RunKinds.Replay => new RunProgress(await replay.RunAsync(run, cancellationToken)),
        _ => throw new InvalidOperationException($"A run of the kind {run.Id.Kind} has no steps."),
    };
}
