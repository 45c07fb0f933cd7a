using System.Threading.RateLimiting;

namespace OzFunctions.Core;

/// <summary>A concurrency limiter at which callers wait a moment for a place, and no longer.</summary>
/// <param name="atOnce">How many places there are.</param>
/// <param name="mostWaiting">How many callers may wait at once.</param>
/// <param name="patience">How long each of them waits.</param>
/// <param name="time">The clock.</param>
internal sealed class PatientLimiter(int atOnce, int mostWaiting, TimeSpan patience, TimeProvider time) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = atOnce,
        QueueLimit = mostWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>How many callers wait for a place.</summary>
    public long Waiting => _limiter.GetStatistics()!.CurrentQueuedCount;

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();

    /// <summary>Takes a place.</summary>
    /// <returns>The place, to be disposed when it is no longer needed; null when none became free in time.</returns>
    public async Task<IDisposable?> TryEnterAsync()
    {
        using var patienceEnds = new CancellationTokenSource(patience, time);
        try
        {
            var lease = await _limiter.AcquireAsync(permitCount: 1, patienceEnds.Token);
            return lease.IsAcquired ? lease : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
