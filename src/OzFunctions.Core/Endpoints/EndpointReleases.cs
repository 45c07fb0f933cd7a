using System.Collections.Concurrent;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Endpoints;

/// <summary>
/// Requests releases: runs that attempt the waiting deliveries of an endpoint, one run per endpoint over all processes. A request increments a
/// number in the endpoint's row; a release ends only when that row has not changed since its last scan began, so nothing parked before the
/// request is missed.
/// </summary>
/// <param name="monitor">Reads and changes the endpoints' health.</param>
/// <param name="parked">Reads waiting deliveries.</param>
/// <param name="runs">The run store.</param>
/// <param name="starter">Starts runs.</param>
/// <param name="time">The clock.</param>
public sealed class EndpointReleases(EndpointMonitor monitor, ParkedDeliveries parked, IRunStore runs, RunStarter starter, TimeProvider time)
{
    /// <summary>The run parameter that holds the endpoint's name.</summary>
    public const string Endpoint = "Endpoint";

    // A step's lease lasts half of this, and its message is received again within it.
    private static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, CoalescedCall> _asking = new(StringComparer.Ordinal);

    /// <summary>Requests a release of the deliveries that wait for an endpoint.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when a release is certain to process everything that was parked before.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task RequestAsync(string name, CancellationToken cancellationToken) =>
        _asking.GetOrAdd(name, static _ => new CoalescedCall()).RunAsync(() => StartOrRaiseAsync(name), cancellationToken);

    /// <summary>Requests a release, unless no delivery waits for the endpoint.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether a release was requested.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<bool> RequestIfAnyWaitAsync(string name, CancellationToken cancellationToken)
    {
        // A release reads the whole list, in steps. It is requested when the search ends early, because nothing that waits may be missed.
        if (await parked.FirstWaitingAsync(name, after: null, cancellationToken) is (null, null))
        {
            return false;
        }

        await RequestAsync(name, cancellationToken);
        return true;
    }

    /// <summary>Registers a run as the active release of an endpoint.</summary>
    /// <returns>The endpoint's health and the ETag of its row; null when another release is active.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<(EndpointHealth Health, string ETag)?> TryTakeAsync(string name, RunId run, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (health, etag) = await monitor.FindAsync(name, cancellationToken);
            if (health.Release == run)
            {
                return (health, etag!);
            }

            if (health.Release is { } other && await IsAliveAsync(other, cancellationToken))
            {
                return null;
            }

            var taken = health with { Release = run };
            if (await monitor.TryWriteAsync(taken, etag, cancellationToken) is { } written)
            {
                return (taken, written);
            }
        }
    }

    private async Task StartOrRaiseAsync(string name)
    {
        // The first caller may have been cancelled while others wait for this shared call.
        var none = CancellationToken.None;
        RunId? started;
        EndpointHealth asked;
        do
        {
            var before = (await monitor.ReadAsync(name, none)).Release;
            started = before is not null && await IsAliveAsync(before, none) ? null : await StartAsync(name);
            asked = await monitor.ChangeAsync(
                name,
                health => health with
                {
                    ReleasesAsked = health.ReleasesAsked + 1,
                    Release = started is not null && (health.Release is null || health.Release == before) ? started : health.Release,
                },
                none);
        }

        // The release that was active ended before it could notice the request.
        while (started is null && asked.Release is null);
    }

    // When two processes start a release at the same time, the row names one of them, and the other ends at its first step.
    private async Task<RunId> StartAsync(string name)
    {
        var run = starter.New(RunKinds.Release, RunStarter.Schedule, new Dictionary<string, string> { [Endpoint] = name });
        return (await starter.StartAsync(run, CancellationToken.None)).Id;
    }

    // A step that lies ahead was made by a process whose clock is ahead, and such a process may be alive.
    private async Task<bool> IsAliveAsync(RunId run, CancellationToken cancellationToken) =>
        await runs.FindAsync(run, cancellationToken) is { Value: { State: RunState.Running } found }
        && time.GetUtcNow() - found.LastStepAt is var age && age < LostAfter && age > -ExclusiveRuns.LostAfter;
}
