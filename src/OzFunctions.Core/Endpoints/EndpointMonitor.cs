using System.Collections.Concurrent;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Endpoints;

/// <summary>Knows how endpoints do, here and, half a minute behind, in all other processes.</summary>
/// <param name="store">Remembers how they do.</param>
/// <param name="queue">The work queue.</param>
/// <param name="time">The clock.</param>
public sealed class EndpointMonitor(IEndpointHealthStore store, IWorkQueue queue, TimeProvider time)
{
    /// <summary>How long nothing but failures disables an endpoint.</summary>
    public static readonly TimeSpan DisabledAfter = TimeSpan.FromDays(5);

    private const int MaxAttempts = 10;

    // An endpoint that fails now and then must not cost two writes each time.
    private static readonly TimeSpan WrittenAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (EndpointHealth Health, DateTimeOffset ReadAt)> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _failingSince = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SharedCall> _reading = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, EndpointHealth> _readTogether = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, EndpointBreaker> _breakers = new(StringComparer.Ordinal);

    /// <summary>Reads an endpoint's health, as it was at most half a minute ago.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>Its health.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<EndpointHealth> RecallAsync(string name, CancellationToken cancellationToken) => Recall(name) ?? await ReadAsync(name, cancellationToken);

    /// <summary>Recalls an endpoint's health, as it was at most half a minute ago.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <returns>Its health; null when it was not read since.</returns>
    internal EndpointHealth? Recall(string name) => _known.TryGetValue(name, out var known) && time.GetUtcNow() - known.ReadAt < KnownFor ? known.Health : null;

    /// <summary>Reads an endpoint's health as it is now, with a read that all share who ask at the same time.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Its health.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<EndpointHealth> ReadTogetherAsync(string name, CancellationToken cancellationToken)
    {
        await _reading.GetOrAdd(name, static _ => new SharedCall()).RunAsync(async () => _readTogether[name] = await ReadAsync(name, CancellationToken.None), cancellationToken);
        return _readTogether[name];
    }

    /// <summary>Reads an endpoint's health as it is now.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>Its health.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<EndpointHealth> ReadAsync(string name, CancellationToken cancellationToken) => (await FindAsync(name, cancellationToken)).Health;

    /// <summary>Reads an endpoint's health as it is now, to be replaced.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>Its health, and the ETag of its row; null where there is no row, which is the health of an endpoint that was never anything but well.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<(EndpointHealth Health, string? ETag)> FindAsync(string name, CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(name, cancellationToken);
        return (Remember(stored?.Value ?? new EndpointHealth(name)), stored?.ETag);
    }

    /// <summary>Stores an endpoint's health, unless another writer was faster.</summary>
    /// <param name="health">The health.</param>
    /// <param name="etag">What was read and is to be replaced; null when nothing was there.</param>
    /// <param name="cancellationToken">Gives up the write; whether it took place is then unknown.</param>
    /// <returns>The ETag of its row, or null when the race was lost.</returns>
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

    /// <summary>Changes an endpoint's health, whoever else does.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="change">Makes the new health of the current one; the same when nothing is to be changed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The health as it is stored now.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or others were faster every time.</exception>
    public Task<EndpointHealth> ChangeAsync(string name, Func<EndpointHealth, EndpointHealth> change, CancellationToken cancellationToken) =>
        ChangeAsync(name, change, static _ => Task.CompletedTask, cancellationToken);

    /// <summary>Notes that an endpoint took a notification. At once, so that failures which came after it do not seem to be in a row with those before.</summary>
    /// <param name="name">The endpoint's name.</param>
    public void Succeeded(string name)
    {
        _failingSince.TryRemove(name, out _);
        BreakerOf(name).NoteSuccess();
    }

    /// <summary>Stores that an endpoint took a notification, where other processes take it for failing since some time.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it is stored.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task TellSuccessAsync(string name, CancellationToken cancellationToken)
    {
        if (await RecallAsync(name, cancellationToken) is { State: EndpointState.Well, FailingSince: not null })
        {
            await ChangeAsync(name, static health => health.State is EndpointState.Well ? health with { FailingSince = null } : health, cancellationToken);
        }
    }

    /// <summary>Notes that an endpoint did not take a notification, and turns it failing when that were too many.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="turn">The number of the endpoint's turns when the attempt began.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its health.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<EndpointHealth> FailedAsync(string name, int turn, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var first = _failingSince.GetOrAdd(name, now);
        if (BreakerOf(name).NoteFailure(turn))
        {
            return await TurnFailingAsync(name, turn, cancellationToken);
        }

        var health = await RecallAsync(name, cancellationToken);
        return health.FailingSince is null && now - first >= WrittenAfter

            // From now on, not from then: another process may have seen it well in between.
            ? await ChangeAsync(name, current => current.FailingSince is null ? current with { FailingSince = now } : current, cancellationToken)
            : health;
    }

    /// <summary>Has the probe made that is due at a failing endpoint. Of several messages for one probe the first is enough.</summary>
    /// <param name="health">The endpoint's health.</param>
    /// <param name="delay">When; zero for now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when the probe is enqueued.</returns>
    /// <exception cref="StoreUnavailableException">The queue cannot be reached.</exception>
    public Task EnqueueProbeAsync(EndpointHealth health, TimeSpan delay, CancellationToken cancellationToken) => health.Probe is { } probe
        ? queue.EnqueueAsync(new ProbeWork(health.Name, health.Turn, probe.Number), delay, cancellationToken)
        : Task.CompletedTask;

    /// <summary>Plans the next probe after one that failed.</summary>
    /// <param name="claim">The endpoint's health as the process that probed wrote it.</param>
    /// <param name="etag">The ETag of its row.</param>
    /// <param name="tried">The place of the delivery that was tried.</param>
    /// <param name="cancellationToken">Gives up; the probe is then made again.</param>
    /// <returns>When the next one is due.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<TimeSpan> ProbeAgainAsync(EndpointHealth claim, string etag, string tried, CancellationToken cancellationToken)
    {
        var number = claim.Probe!.Number + 1;
        var delay = EndpointProbe.DelayOf(number);
        var next = claim with { Probe = new EndpointProbe(number, time.GetUtcNow() + delay, After: tried) };

        // The message comes before the row. Where the race is lost the endpoint's state changed, and the message finds nothing due.
        await EnqueueProbeAsync(next, delay, cancellationToken);
        await TryWriteAsync(next, etag, cancellationToken);
        return delay;
    }

    /// <summary>Forgets what was seen of an endpoint here, when a person says that it is well.</summary>
    /// <param name="name">The endpoint's name.</param>
    internal void Forget(string name) => _failingSince.TryRemove(name, out _);

    // The message comes before the row, so that no crash leaves a failing endpoint that nobody probes.
    private Task<EndpointHealth> TurnFailingAsync(string name, int turn, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var delay = EndpointProbe.DelayOf(1);
        return ChangeAsync(
            name,
            current => current.State is EndpointState.Well && current.Turn == turn ? current.TurnedFailing(now, now + delay) : current,
            next => EnqueueProbeAsync(next, delay, cancellationToken),
            cancellationToken);
    }

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

        throw new StoreUnavailableException($"Others changed the health of the endpoint {name} first, {MaxAttempts} times in a row.");
    }

    private EndpointBreaker BreakerOf(string name) => _breakers.GetOrAdd(name, static (_, clock) => new EndpointBreaker(clock), time);

    private EndpointHealth Remember(EndpointHealth health)
    {
        _known[health.Name] = (health, time.GetUtcNow());
        return health;
    }
}
