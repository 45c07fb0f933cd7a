using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Removal;

namespace OzFunctions.Core.Runs;

/// <summary>Does the step of a run, by its kind.</summary>
/// <param name="replay">The step of replays, and of hastening what is pending for an endpoint that was enabled.</param>
/// <param name="release">The step of releasing what waits for an endpoint.</param>
/// <param name="reconciliation">The step of reconciliation.</param>
/// <param name="erase">The step of erasing a folder.</param>
/// <param name="retention">The step of removing what is too old.</param>
public sealed class RunDispatch(ReplayStep replay, ReleaseStep release, ReconciliationStep reconciliation, EraseStep erase, RetentionStep retention)
{
    /// <summary>Takes a run one step further.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Gives up; the step is then done again.</param>
    /// <returns>What the step made of it.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    /// <exception cref="InvalidContinuationException">The storage no longer knows where the run stood.</exception>
    internal async Task<RunProgress> StepAsync(Run run, CancellationToken cancellationToken) => run.Id.Kind switch
    {
        RunKinds.Release => await release.RunAsync(run, cancellationToken),
        RunKinds.Reconcile => await reconciliation.RunAsync(run, cancellationToken),
        RunKinds.Erase => await erase.RunAsync(run, cancellationToken),
        RunKinds.Retention => new RunProgress(await retention.RunAsync(run, cancellationToken)),
        _ => new RunProgress(await replay.RunAsync(run, cancellationToken)),
    };
}
