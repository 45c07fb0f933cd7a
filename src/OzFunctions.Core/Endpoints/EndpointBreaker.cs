namespace OzFunctions.Core.Endpoints;

/// <summary>
/// Counts what came of the attempts of this process at an endpoint, and says when it fails: five failures in a row, or none of at least three
/// attempts of the last 30 seconds succeeded.
/// </summary>
/// <remarks>
/// Not Polly's circuit breaker: it counts no failures in a row, lets each process probe by itself, and cannot tell an attempt that began before
/// the state changed. Here the state is a row that all processes share.
/// </remarks>
/// <param name="time">The clock.</param>
internal sealed class EndpointBreaker(TimeProvider time)
{
    private const int MostInARow = 5;
    private const int FewestInWindow = 3;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Queue<DateTimeOffset> _inARow = new();
    private DateTimeOffset? _lastSuccess;
    private int _turn;

    /// <summary>Notes that the endpoint took a notification.</summary>
    public void NoteSuccess()
    {
        lock (_lock)
        {
            _lastSuccess = time.GetUtcNow();
            _inARow.Clear();
        }
    }

    /// <summary>Notes that the endpoint did not take a notification.</summary>
    /// <param name="turn">The number of the endpoint's turns when the attempt began. One that began before the last turn does not count.</param>
    /// <returns>Whether the endpoint is failing.</returns>
    public bool NoteFailure(int turn)
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
                _inARow.Clear();
            }

            var now = time.GetUtcNow();
            _inARow.Enqueue(now);
            if (_inARow.Count > MostInARow)
            {
                _inARow.Dequeue();
            }

            return _inARow.Count == MostInARow
                || (!(now - _lastSuccess <= Window) && _inARow.Count(failure => now - failure <= Window) >= FewestInWindow);
        }
    }
}
