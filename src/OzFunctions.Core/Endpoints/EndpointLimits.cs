using System.Collections.Concurrent;

namespace OzFunctions.Core.Endpoints;

/// <summary>
/// The concurrency limiters of all endpoints in this process. Each endpoint has its own, so a slow endpoint takes no capacity from the
/// others.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class EndpointLimits(TimeProvider time) : IDisposable
{
    /// <summary>The maximum number of concurrent attempts at new deliveries to one endpoint.</summary>
    public const int MaxConcurrent = 8;

    /// <summary>The maximum number of attempts that queue for a permit of one endpoint. Deliveries beyond it are parked.</summary>
    public const int MaxQueued = 32;

    // A healthy endpoint frees a permit within this time.
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, BoundedConcurrencyLimiter> _limiters = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var limiter in _limiters.Values)
        {
            limiter.Dispose();
        }
    }

    /// <summary>Acquires a permit to attempt a delivery; waits up to one second for one.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <returns>The permit, to be disposed after the attempt; null when the endpoint is at its limit.</returns>
    public Task<IDisposable?> TryEnterAsync(string name) => LimiterOf(name).TryEnterAsync();

    /// <summary>Whether another attempt could queue for a permit of an endpoint.</summary>
    internal bool HasRoom(string name) => LimiterOf(name).Queued < MaxQueued;

    private BoundedConcurrencyLimiter LimiterOf(string name) =>
        _limiters.GetOrAdd(name, static (_, clock) => new BoundedConcurrencyLimiter(MaxConcurrent, MaxQueued, MaxWait, clock), time);
}
