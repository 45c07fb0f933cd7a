namespace OzFunctions.Core;

/// <summary>Coalesces concurrent calls: one call serves every caller that asked before it began.</summary>
public sealed class CoalescedCall : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private long _asked;
    private long _served;

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Makes the call, or waits for a call by another caller that begins after this method was called.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when such a call has completed.</returns>
    public async Task RunAsync(Func<Task> call, CancellationToken cancellationToken)
    {
        var ticket = Interlocked.Increment(ref _asked);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_served >= ticket)
            {
                return;
            }

            var upTo = Interlocked.Read(ref _asked);
            await call();
            _served = upTo;
        }
        finally
        {
            _turn.Release();
        }
    }
}
