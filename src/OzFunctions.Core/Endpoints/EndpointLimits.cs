using System.Collections.Concurrent;

namespace OzFunctions.Core.Endpoints;

/// <summary>The concurrency limiters of all endpoints, of this process: no endpoint, however slow, takes the places of the others.</summary>
/// <param name="time">The clock.</param>
public sealed class EndpointLimits(TimeProvider time) : IDisposable
{
    /// <summary>How many new deliveries are attempted at once at an endpoint.</summary>
    public const int AtOnce = 8;

    /// <summary>How many more wait for their turn. What goes beyond waits on the list of its endpoint.</summary>
    public const int MostWaiting = 32;

    // A healthy endpoint frees a place within this.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, PatientLimiter> _limiters = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var limiter in _limiters.Values)
        {
            limiter.Dispose();
        }
    }

    /// <summary>Takes a place at an endpoint, and waits a moment where none is free.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <returns>The place, to be disposed after the attempt; null when the endpoint is at its limit.</returns>
    public Task<IDisposable?> TryEnterAsync(string name) => LimiterOf(name).TryEnterAsync();

    /// <summary>Whether another one could wait for a place at an endpoint.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <returns>False when the endpoint is at its limit.</returns>
    internal bool HasRoom(string name) => LimiterOf(name).Waiting < MostWaiting;

    private PatientLimiter LimiterOf(string name) =>
        _limiters.GetOrAdd(name, static (_, clock) => new PatientLimiter(AtOnce, MostWaiting, Patience, clock), time);
}
