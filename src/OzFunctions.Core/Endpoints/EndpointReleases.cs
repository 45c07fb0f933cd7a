using System.Collections.Concurrent;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Endpoints;

/// <summary>
/// Has the waiting deliveries of an endpoint released by a run, one at a time over all processes. Asking raises a number in the endpoint's row; a
/// release ends only when that row has not changed since its last look at the list, so none that was parked before the asking is overlooked.
/// </summary>
/// <param name="monitor">Knows how endpoints do.</param>
/// <param name="parked">Reads waiting deliveries.</param>
/// <param name="runs">Remembers runs.</param>
/// <param name="starter">Starts runs.</param>
/// <param name="time">The clock.</param>
public sealed class EndpointReleases(EndpointMonitor monitor, ParkedDeliveries parked, IRunStore runs, RunStarter starter, TimeProvider time)
{
    /// <summary>The parameter of a release that names its endpoint.</summary>
    public const string Endpoint = "Endpoint";

    // A step's claim lasts half of it, and its message comes again within that.
    private static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, SharedCall> _asking = new(StringComparer.Ordinal);

    /// <summary>Asks for a release of what waits for an endpoint.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>A task that ends when a release is bound to see what was parked before.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public Task AskAsync(string name, CancellationToken cancellationToken) =>
        _asking.GetOrAdd(name, static _ => new SharedCall()).RunAsync(() => StartOrRaiseAsync(name), cancellationToken);

    /// <summary>Asks for a release, unless nothing waits for the endpoint.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was asked for.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<bool> AskIfAnyWaitAsync(string name, CancellationToken cancellationToken)
    {
        if (await parked.FirstWaitingAsync(name, after: null, cancellationToken) is null)
        {
            return false;
        }

        await AskAsync(name, cancellationToken);
        return true;
    }

    /// <summary>Takes an endpoint's releasing over for a run, unless another one is at it.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The endpoint's health with the ETag of its row; null when another run releases.</returns>
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
        // Whoever asked may have left meanwhile; others may wait for the same call.
        var none = CancellationToken.None;
        var before = (await monitor.ReadAsync(name, none)).Release;
        var release = before;
        if (before is null || !await IsAliveAsync(before, none))
        {
            // Where two processes start one at the same time, the row names one of them, and the other ends at once.
            var run = starter.New(RunKinds.Release, RunStarter.Schedule, new Dictionary<string, string> { [Endpoint] = name });
            release = (await starter.StartAsync(run, none)).Id;
        }

        await monitor.ChangeAsync(
            name, health => health with { ReleasesAsked = health.ReleasesAsked + 1, Release = health.Release == before ? release : health.Release }, none);
    }

    private async Task<bool> IsAliveAsync(RunId run, CancellationToken cancellationToken) =>
        await runs.FindAsync(run, cancellationToken) is { Value: { State: RunState.Running } found } && time.GetUtcNow() - found.LastStepAt < LostAfter;
}
