namespace OzFunctions.Core.Notifications;

/// <summary>
/// Keeps one endpoint from taking this process over: a limit of attempts at once, and a breaker that lets only a probe through while
/// nothing but failures comes back.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class EndpointGate(TimeProvider time)
{
    /// <summary>How many attempts run at one endpoint at once.</summary>
    public const int MaxAtOnce = 8;

    /// <summary>How many failures in a row open the breaker.</summary>
    public const int MaxFailuresInARow = 5;

    /// <summary>How often a probe is let through while the breaker is open.</summary>
    public static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private int _underWay;
    private int _failuresInARow;
    private DateTimeOffset _nextProbe;

    /// <summary>Asks for an attempt. Who may try must call <see cref="Leave"/>.</summary>
    /// <returns>Null when it may begin, or how long to wait at least before asking again; zero when only others' attempts stand in the way.</returns>
    public TimeSpan? TryEnter()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_failuresInARow >= MaxFailuresInARow && now < _nextProbe)
            {
                return _nextProbe - now;
            }

            if (_underWay >= MaxAtOnce)
            {
                return TimeSpan.Zero;
            }

            _nextProbe = now + ProbeEvery;
            _underWay++;
            return null;
        }
    }

    /// <summary>Ends an attempt.</summary>
    /// <param name="success">Whether the endpoint took it; null when it was not asked after all.</param>
    public void Leave(bool? success)
    {
        lock (_lock)
        {
            _underWay--;
            switch (success)
            {
                case true:
                    _failuresInARow = 0;
                    break;
                case false:
                    _failuresInARow++;
                    _nextProbe = time.GetUtcNow() + ProbeEvery;
                    break;
                default:
                    break;
            }
        }
    }
}
