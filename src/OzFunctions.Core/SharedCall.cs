namespace OzFunctions.Core;

/// <summary>A call that many want at once and that one can make for all of them: for those that asked before it began.</summary>
/// <typeparam name="T">What comes of it.</typeparam>
internal sealed class SharedCall<T> : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private long _asked;
    private long _served;
    private T? _last;

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Makes the call, or waits for one that another makes and that begins after this.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What came of the call.</returns>
    public async Task<T> RunAsync(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var ticket = Interlocked.Increment(ref _asked);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_served < ticket)
            {
                var upTo = Interlocked.Read(ref _asked);
                _last = await call();
                _served = upTo;
            }

            return _last!;
        }
        finally
        {
            _turn.Release();
        }
    }
}
