namespace OzFunctions.Core;

/// <summary>A call that many want at once and that one can make for all of them: for those that asked before it began.</summary>
public sealed class SharedCall : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private long _asked;
    private long _served;

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Makes the call, or waits for one that another makes and that begins after this.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>A task that ends when the call was made.</returns>
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
