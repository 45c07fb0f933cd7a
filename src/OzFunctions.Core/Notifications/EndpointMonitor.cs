using System.Collections.Concurrent;

namespace OzFunctions.Core.Notifications;

/// <summary>Knows how endpoints do, here and, half a minute behind, in all other processes.</summary>
/// <param name="store">Remembers what turned.</param>
/// <param name="time">The clock.</param>
public sealed class EndpointMonitor(IEndpointHealthStore store, TimeProvider time)
{
    /// <summary>How long nothing but failures disables an endpoint.</summary>
    public static readonly TimeSpan DisabledAfter = TimeSpan.FromDays(5);

    private const int MaxAttempts = 10;

    // An endpoint that fails now and then must not cost two writes each time.
    private static readonly TimeSpan WrittenAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (EndpointHealth Health, DateTimeOffset ReadAt)> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _failingSince = new(StringComparer.Ordinal);

    /// <summary>Reads an endpoint's health, as it was at most half a minute ago.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>Its health.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<EndpointHealth> RecallAsync(string name, CancellationToken cancellationToken) =>
        _known.TryGetValue(name, out var known) && time.GetUtcNow() - known.ReadAt < KnownFor
            ? known.Health
            : await ReadAsync(name, cancellationToken);

    /// <summary>Reads an endpoint's health as it is now.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    /// <returns>Its health.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<EndpointHealth> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(name, cancellationToken);
        return Remember(stored?.Value ?? new EndpointHealth(name));
    }

    /// <summary>Notes that an endpoint took a notification.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it is noted.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task SucceededAsync(string name, CancellationToken cancellationToken)
    {
        _failingSince.TryRemove(name, out _);
        if ((await RecallAsync(name, cancellationToken)).FailingSince is not null)
        {
            await TurnAsync(name, static health => health with { FailingSince = null }, cancellationToken);
        }
    }

    /// <summary>Notes that an endpoint did not take a notification.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Since when nothing but failures came back, UTC.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<DateTimeOffset> FailedAsync(string name, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var first = _failingSince.GetOrAdd(name, now);
        var health = await RecallAsync(name, cancellationToken);
        if (health.FailingSince is null && now - first >= WrittenAfter)
        {
            // From now on, not from then: another process may have seen it well in between.
            health = await TurnAsync(name, current => current.FailingSince is null ? current with { FailingSince = now } : current, cancellationToken);
        }

        return health.FailingSince ?? now;
    }

    /// <summary>Changes an endpoint's health, whoever else does.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="change">Makes the new health of the current one; the same when nothing is to be changed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The health as it is stored now.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or others were faster every time.</exception>
    public async Task<EndpointHealth> TurnAsync(string name, Func<EndpointHealth, EndpointHealth> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stored = await store.FindAsync(name, cancellationToken);
            var current = stored?.Value ?? new EndpointHealth(name);
            var next = change(current);
            if (next == current)
            {
                return Remember(current);
            }

            if (await store.TryWriteAsync(next, stored?.ETag, cancellationToken) is { } written)
            {
                return Remember(written.Value);
            }
        }

        throw new StoreUnavailableException($"Others changed the health of the endpoint {name} first, {MaxAttempts} times in a row.");
    }

    /// <summary>Forgets what was seen of an endpoint here, when a person says that it is well.</summary>
    /// <param name="name">The endpoint's name.</param>
    internal void Forget(string name) => _failingSince.TryRemove(name, out _);

    private EndpointHealth Remember(EndpointHealth health)
    {
        _known[health.Name] = (health, time.GetUtcNow());
        return health;
    }
}
