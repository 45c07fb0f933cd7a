using System.Collections.Concurrent;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Endpoints;

/// <summary>Reads and changes the health of endpoints. Reads are cached, so another process's change is seen at most 30 seconds later.</summary>
/// <param name="store">The store of endpoint health.</param>
/// <param name="queue">The work queue.</param>
/// <param name="time">The clock.</param>
public sealed class EndpointMonitor(IEndpointHealthStore store, IWorkQueue queue, TimeProvider time)
{
    /// <summary>An endpoint is disabled when every attempt has failed for this long.</summary>
    public static readonly TimeSpan DisabledAfter = TimeSpan.FromDays(5);

    /// <summary>
    /// The least number of probes without success after which an endpoint is disabled. One wrong clock lets any time pass, but makes no attempts: this many take at least 16 hours.
    /// An endpoint that fails for five days gets more than 1,000, or this many if the processes run for a part of the day.
    /// </summary>
    internal const int DisabledAfterProbes = 200;

    private const int MaxAttempts = 10;

    // FailingSince is stored only after this time, so an occasional failure does not cost two writes.
    private static readonly TimeSpan StoredAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan CachedFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (EndpointHealth Health, long ReadAt)> _cache = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _failingSince = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CoalescedCall> _reading = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, EndpointHealth> _readTogether = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, EndpointBreaker> _breakers = new(StringComparer.Ordinal);

    /// <summary>Reads an endpoint's health from the cache, at most 30 seconds old, or from storage.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Its health.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<EndpointHealth> RecallAsync(string name, CancellationToken cancellationToken) => Recall(name) ?? await ReadAsync(name, cancellationToken);

    /// <summary>Reads an endpoint's health from the cache only; null when it was not read within the last 30 seconds.</summary>
    internal EndpointHealth? Recall(string name) => _cache.TryGetValue(name, out var known) && time.GetElapsedTime(known.ReadAt) < CachedFor ? known.Health : null;

    /// <summary>Reads an endpoint's health from storage; concurrent callers share one read.</summary>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<EndpointHealth> ReadSharedAsync(string name, CancellationToken cancellationToken)
    {
        await _reading.GetOrAdd(name, static _ => new CoalescedCall()).RunAsync(async () => _readTogether[name] = await ReadAsync(name, CancellationToken.None), cancellationToken);
        return _readTogether[name];
    }

    /// <summary>Reads an endpoint's health from storage.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Its health.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<EndpointHealth> ReadAsync(string name, CancellationToken cancellationToken) => (await FindAsync(name, cancellationToken)).Health;

    /// <summary>Reads an endpoint's health and ETag from storage, for a conditional write.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Its health and the ETag of its row; the ETag is null when there is no row, as for an endpoint that has always been healthy.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<(EndpointHealth Health, string? ETag)> FindAsync(string name, CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(name, cancellationToken);
        return (Remember(stored?.Value ?? new EndpointHealth(name)), stored?.ETag);
    }

    /// <summary>Stores an endpoint's health, unless another writer changed it first.</summary>
    /// <param name="health">The health.</param>
    /// <param name="etag">The ETag of the row to replace; null to insert.</param>
    /// <param name="cancellationToken">Cancels the write, which may still have taken place.</param>
    /// <returns>The new ETag of the row, or null when another writer changed it first.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<string?> TryWriteAsync(EndpointHealth health, string? etag, CancellationToken cancellationToken)
    {
        if (await store.TryWriteAsync(health, etag, cancellationToken) is not { } written)
        {
            return null;
        }

        Remember(health);
        return written.ETag;
    }

    /// <summary>Changes an endpoint's health; repeats the change when another writer changed the row first.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="change">Returns the new health for the current one, or the same value for no change. May be called several times.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The stored health.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or other writers changed the row first at every attempt.</exception>
    public Task<EndpointHealth> ChangeAsync(string name, Func<EndpointHealth, EndpointHealth> change, CancellationToken cancellationToken) =>
        ChangeAsync(name, change, static _ => Task.CompletedTask, cancellationToken);

    /// <summary>Records in memory that an attempt succeeded. Called at once, so that later failures do not seem consecutive to earlier ones.</summary>
    /// <param name="name">The endpoint's name.</param>
    public void Succeeded(string name)
    {
        _failingSince.TryRemove(name, out _);
        BreakerOf(name).RecordSuccess();
    }

    /// <summary>Clears <see cref="EndpointHealth.FailingSince"/> in storage after a success, if it is set.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task that completes when it is stored.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task StoreSuccessAsync(string name, CancellationToken cancellationToken)
    {
        if (await RecallAsync(name, cancellationToken) is { State: EndpointState.Healthy, FailingSince: not null })
        {
            await ChangeAsync(name, static health => health.State is EndpointState.Healthy ? health with { FailingSince = null } : health, cancellationToken);
        }
    }

    /// <summary>Records that an attempt failed; changes the endpoint's state to failing when its circuit breaker opens, or when every attempt has failed for days.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="turn">The value of <see cref="EndpointHealth.Turn"/> when the attempt began.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Its health.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<EndpointHealth> FailedAsync(string name, int turn, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var first = _failingSince.GetOrAdd(name, now);

        // The breakers of processes that end early, such as on a plan that scales to zero, may never open. Only a failing endpoint is probed, and so can be disabled.
        if (BreakerOf(name).RecordFailure(turn) || now - (await RecallAsync(name, cancellationToken)).FailingSince >= DisabledAfter)
        {
            // The message is enqueued before the row is written, so that no crash leaves a failing endpoint without a probe.
            var delay = EndpointProbe.DelayOf(1);
            return await ChangeAsync(
                name,
                current => current.State is EndpointState.Healthy && current.Turn == turn ? current.TurnedFailing(now, now + delay) : current,
                next => EnqueueProbeAsync(next, delay, cancellationToken),
                cancellationToken);
        }

        var health = await RecallAsync(name, cancellationToken);
        return health.FailingSince is null && now - first >= StoredAfter

            // The current time, because another process may have had a success since the first failure.
            ? await ChangeAsync(name, current => current.FailingSince is null ? current with { FailingSince = now } : current, cancellationToken)
            : health;
    }

    /// <summary>Enqueues the probe of a failing endpoint. Duplicate messages for one probe are dropped.</summary>
    /// <param name="health">The endpoint's health.</param>
    /// <param name="delay">The delay; zero for at once.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task that completes when the probe is enqueued.</returns>
    /// <exception cref="StoreUnavailableException">The queue cannot be reached.</exception>
    public Task EnqueueProbeAsync(EndpointHealth health, TimeSpan delay, CancellationToken cancellationToken) => health.Probe is { } probe
        ? queue.EnqueueAsync(new ProbeWork(health.Name, health.Turn, probe.Number), delay, cancellationToken)
        : Task.CompletedTask;

    /// <summary>Forgets this process's failures at an endpoint, when a person enables it.</summary>
    internal void Forget(string name) => _failingSince.TryRemove(name, out _);

    private async Task<EndpointHealth> ChangeAsync(
        string name,
        Func<EndpointHealth, EndpointHealth> change,
        Func<EndpointHealth, Task> before,
        CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var (current, etag) = await FindAsync(name, cancellationToken);
            var next = change(current);
            if (next == current)
            {
                return current;
            }

            await before(next);
            if (await TryWriteAsync(next, etag, cancellationToken) is not null)
            {
                return next;
            }
        }

        throw new StoreUnavailableException($"Other writers changed the health of the endpoint {name} first, {MaxAttempts} times in a row.");
    }

    private EndpointBreaker BreakerOf(string name) => _breakers.GetOrAdd(name, static (_, clock) => new EndpointBreaker(clock), time);

    private EndpointHealth Remember(EndpointHealth health)
    {
        _cache[health.Name] = (health, time.GetTimestamp());
        return health;
    }
}
