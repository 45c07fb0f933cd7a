namespace OzFunctions.Core.Oz;

/// <summary>
/// Compares Oz's clock with ours: by the header <c>Date</c> of its answers, and by the times that its newest folders bear. Remembers the
/// greatest difference of the last half hour to an hour, because two nodes of Oz may differ.
/// </summary>
/// <param name="time">Our clock.</param>
public sealed class OzClock(TimeProvider time)
{
    /// <summary>The difference up to which clocks agree.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>How much a difference widens lists at most, so that one wrong answer cannot have a whole day listed each time.</summary>
    public static readonly TimeSpan MaxWidening = TimeSpan.FromHours(1);

    private static readonly TimeSpan Period = OzClockSkew.Lasts / 2;

    // Times of Oz are whole seconds at worst.
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long _periodBegan = time.GetTimestamp();
    private TimeSpan? _before;
    private TimeSpan? _current;

    /// <summary>
    /// The greatest difference that was seen: how far Oz's clock is ahead of ours, negative behind it. Null while there is nothing to compare.
    /// </summary>
    public TimeSpan? Greatest
    {
        get
        {
            lock (_lock)
            {
                Rotate();
                return Greater(_before, _current);
            }
        }
    }

    /// <summary>By how much lists must begin earlier than they would if the clocks agreed.</summary>
    /// <param name="skew">The difference; null when there is nothing to compare.</param>
    /// <returns>The time, never negative and at most <see cref="MaxWidening"/>.</returns>
    public static TimeSpan Widening(TimeSpan? skew) => skew?.Duration() is not { } size || size <= Tolerance ? TimeSpan.Zero
        : size < MaxWidening ? size
        : MaxWidening;

    /// <summary>Compares a time of Oz's with ours.</summary>
    /// <param name="theirs">Oz's time, UTC.</param>
    /// <param name="earliest">The earliest time by our clock that it can stand for, UTC.</param>
    /// <param name="latest">The latest one, UTC.</param>
    public void Compare(DateTimeOffset theirs, DateTimeOffset earliest, DateTimeOffset latest)
    {
        var skew = earliest - theirs > Grain ? theirs - earliest
            : theirs - latest > Grain ? theirs - latest
            : TimeSpan.Zero;
        lock (_lock)
        {
            Rotate();
            _current = Greater(_current, skew);
        }
    }

    /// <summary>Compares the time that a folder bears with ours. Only one that lies ahead says anything, since a folder may be old.</summary>
    /// <param name="at">The folder's time, UTC.</param>
    public void CompareFolder(DateTimeOffset at)
    {
        var now = time.GetUtcNow();
        if (at > now)
        {
            Compare(at, now, now);
        }
    }

    private static TimeSpan? Greater(TimeSpan? left, TimeSpan? right) => left?.Duration() >= right?.Duration() || right is null ? left : right;

    private void Rotate()
    {
        var periods = time.GetElapsedTime(_periodBegan) / Period;
        if (periods < 1)
        {
            return;
        }

        (_before, _current) = (periods < 2 ? _current : null, null);
        _periodBegan = time.GetTimestamp();
    }
}
