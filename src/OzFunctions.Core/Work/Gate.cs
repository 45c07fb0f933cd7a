namespace OzFunctions.Core.Work;

/// <summary>
/// Keeps whom we ask, an endpoint or Oz, from taking this process over, and us from storming it: a limit of attempts at once, and a breaker
/// that lets only a probe through while nothing but failures comes back.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class Gate(TimeProvider time)
{
    /// <summary>How many attempts run at once.</summary>
    public const int MaxAtOnce = 8;

    /// <summary>How many more wait here for their turn; what goes beyond waits in the queue. While attempts are short, as many as will have it in time.</summary>
    public const int MaxWaiting = 8;

    /// <summary>How many failures in a row open the breaker.</summary>
    public const int MaxFailuresInARow = 5;

    /// <summary>How often a probe is let through while the breaker is open.</summary>
    public static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(30);

    // Who is well has a place free within this.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // How much the latest attempt says of how long the next ones take.
    private const double WeightOfTheLatest = 0.1;

    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource<bool>> _waiting = new();

    // When those that are under way began. Which of them ends does not matter: in sum it is the same.
    private readonly Queue<long> _underWay = new();
    private TimeSpan _usual;
    private int _failuresInARow;
    private DateTimeOffset _nextProbe;

    /// <summary>Asks for an attempt, and waits a moment for others to end. Who may try must call <see cref="Leave"/>.</summary>
    /// <returns>Null when it may begin, or how long to wait at least before asking again; zero when only others' attempts stand in the way.</returns>
    public async Task<TimeSpan?> EnterAsync()
    {
        TaskCompletionSource<bool> turn;
        lock (_lock)
        {
            var wait = UntilProbe();
            if (wait is null && _underWay.Count < MaxAtOnce)
            {
                Begin();
                return null;
            }

            // Also a probe is waited for: were those sent away who come while it finds all well, they would come half a minute late.
            if (_underWay.Count == 0 || _waiting.Count >= MostWaiting())
            {
                return wait ?? TimeSpan.Zero;
            }

            turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.AddLast(turn);
        }

        if (await IsOurTurnAsync(turn))
        {
            return null;
        }

        lock (_lock)
        {
            return UntilProbe() ?? TimeSpan.Zero;
        }
    }

    /// <summary>Ends an attempt.</summary>
    /// <param name="success">Whether it was answered well; null when it was not made after all.</param>
    public void Leave(bool? success)
    {
        lock (_lock)
        {
            _usual += (time.GetElapsedTime(_underWay.Dequeue()) - _usual) * WeightOfTheLatest;
            if (success is { } taken)
            {
                _failuresInARow = taken ? 0 : _failuresInARow + 1;
            }

            // What was not tried was no probe.
            _nextProbe = time.GetUtcNow() + (success is null ? TimeSpan.Zero : ProbeEvery);
            while (UntilProbe() is null && _underWay.Count < MaxAtOnce && Next() is { } turn)
            {
                Begin();
                turn.SetResult(true);
            }

            while (success is false && UntilProbe() is not null && Next() is { } turn)
            {
                turn.SetResult(false);
            }
        }
    }

    private async Task<bool> IsOurTurnAsync(TaskCompletionSource<bool> turn)
    {
        try
        {
            return await turn.Task.WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            lock (_lock)
            {
                // It may have come at the last moment.
                return !_waiting.Remove(turn) && turn.Task.Result;
            }
        }
    }

    private TimeSpan? UntilProbe() =>
        _failuresInARow >= MaxFailuresInARow && _nextProbe - time.GetUtcNow() is { Ticks: > 0 } wait ? wait : null;

    // Half of those whose turn would come in time, if the next attempts take as long as usual, or as long as the one that hangs.
    private double MostWaiting()
    {
        var oldest = time.GetElapsedTime(_underWay.Peek());
        return Math.Max(MaxWaiting, Patience / (oldest > _usual ? oldest : _usual) * MaxAtOnce / 2);
    }

    private void Begin()
    {
        _underWay.Enqueue(time.GetTimestamp());
        _nextProbe = time.GetUtcNow() + ProbeEvery;
    }

    private TaskCompletionSource<bool>? Next()
    {
        var first = _waiting.First;
        if (first is not null)
        {
            _waiting.RemoveFirst();
        }

        return first?.Value;
    }
}
