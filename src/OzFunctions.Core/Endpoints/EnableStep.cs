using OzFunctions.Core.Notifications;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Endpoints;

/// <summary>
/// One step of enabling an endpoint: the first step enables it, and each replays a page of its pending deliveries. The request enables it too, so that its
/// response is true; if the process dies before that, the recorded run does what it says.
/// </summary>
/// <param name="endpoints">Disables and enables endpoints.</param>
/// <param name="replay">The step of replays.</param>
public sealed class EnableStep(EndpointSwitch endpoints, ReplayStep replay)
{
    /// <summary>Runs one step.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Cancels the step, which is then repeated.</param>
    /// <returns>The run after the step.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    /// <exception cref="InvalidContinuationException">The storage no longer accepts the run's continuation.</exception>
    public async Task<Run> RunAsync(Run run, CancellationToken cancellationToken)
    {
        if (run.Step == 0 && ReplayRequest.Of(run.Parameters).Filter.Endpoint is { } endpoint)
        {
            await endpoints.EnableAsync(endpoint, asOf: run.StartedAt, cancellationToken);
        }

        return await replay.RunAsync(run, cancellationToken);
    }
}
