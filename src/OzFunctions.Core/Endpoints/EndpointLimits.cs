using OzFunctions.Core.Notifications;

namespace OzFunctions.Core.Endpoints;

/// <summary>
/// The concurrency limiters of all endpoints in this process. Each endpoint has its own, so a slow endpoint takes no capacity from the
/// others.
/// </summary>
/// <param name="settings">The notification settings.</param>
/// <param name="time">The clock.</param>
public sealed class EndpointLimits(NotificationSettings settings, TimeProvider time) : IDisposable
{
    // A healthy endpoint frees a permit within this time.
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, BoundedConcurrencyLimiter> _limiters = settings.Endpoints.ToDictionary(
        static endpoint => endpoint.Name,
        endpoint => new BoundedConcurrencyLimiter(endpoint.Capacity.MaxConcurrent, endpoint.Capacity.MaxQueued, MaxWait, time),
        StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var limiter in _limiters.Values)
        {
            limiter.Dispose();
        }
    }

    /// <summary>Acquires a permit to attempt a delivery; waits up to one second for one.</summary>
    /// <param name="name">The name of an endpoint of the settings.</param>
    /// <returns>The permit, to be disposed after the attempt; null when the endpoint is at its limit.</returns>
    public Task<IDisposable?> TryEnterAsync(string name) => _limiters[name].TryEnterAsync();

    /// <summary>Whether another attempt could queue for a permit of an endpoint.</summary>
    internal bool HasRoom(string name) => _limiters[name].HasRoom;
}
