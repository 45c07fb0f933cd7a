using System.Threading.RateLimiting;

namespace OzFunctions.Core;

/// <summary>A concurrency limiter with a bounded queue and a maximum waiting time.</summary>
/// <param name="permits">The number of permits.</param>
/// <param name="maxQueued">The maximum number of callers that wait at the same time.</param>
/// <param name="maxWait">The maximum waiting time of a caller.</param>
/// <param name="time">The clock.</param>
internal sealed class BoundedConcurrencyLimiter(int permits, int maxQueued, TimeSpan maxWait, TimeProvider time) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = permits,
        QueueLimit = maxQueued,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Whether another caller could wait for a permit.</summary>
    public bool HasRoom => _limiter.GetStatistics()!.CurrentQueuedCount < maxQueued;

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();

    /// <summary>Acquires a permit.</summary>
    /// <returns>The permit, to be disposed after use; null when none became free in time, or too many callers wait.</returns>
    public async Task<IDisposable?> TryEnterAsync()
    {
        using var waitEnds = new CancellationTokenSource(maxWait, time);
        try
        {
            var lease = await _limiter.AcquireAsync(permitCount: 1, waitEnds.Token);
            return lease.IsAcquired ? lease : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
