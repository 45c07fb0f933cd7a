namespace OzFunctions.Core.Endpoints;

/// <summary>
/// The circuit breaker of an endpoint in this process. It opens after five consecutive failures, or when none of at least three attempts of
/// the last 30 seconds succeeded.
/// </summary>
/// <remarks>
/// Not Polly's circuit breaker: that one does not count consecutive failures, lets each process probe on its own, and cannot ignore an
/// attempt that began before the state changed. Here the state is a row that all processes share.
/// </remarks>
internal sealed class EndpointBreaker(TimeProvider time)
{
    private const int MaxConsecutive = 5;
    private const int MinInWindow = 3;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Queue<DateTimeOffset> _failures = new();
    private DateTimeOffset? _lastSuccess;
    private int _turn;

    /// <summary>Records a successful attempt.</summary>
    public void RecordSuccess()
    {
        lock (_lock)
        {
            _lastSuccess = time.GetUtcNow();
            _failures.Clear();
        }
    }

    /// <summary>Records a failed attempt.</summary>
    /// <param name="turn">
    /// The value of <see cref="EndpointHealth.Turn"/> when the attempt began. An attempt that began before the last state change does not
    /// count.
    /// </param>
    /// <returns>Whether the breaker opens.</returns>
    public bool RecordFailure(int turn)
    {
        lock (_lock)
        {
            if (turn < _turn)
            {
                return false;
            }

            if (turn > _turn)
            {
                _turn = turn;
                _failures.Clear();
            }

            var now = time.GetUtcNow();
            _failures.Enqueue(now);
            if (_failures.Count > MaxConsecutive)
            {
                _failures.Dequeue();
            }

            return _failures.Count == MaxConsecutive
                || (!(now - _lastSuccess <= Window) && _failures.Count(failure => now - failure <= Window) >= MinInWindow);
        }
    }
}
