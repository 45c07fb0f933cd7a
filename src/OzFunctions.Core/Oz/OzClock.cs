using OzFunctions.Core.Webhooks;

namespace OzFunctions.Core.Oz;

/// <summary>
/// Compares Oz's clock with ours, using the <c>Date</c> header of its responses and the times of its newest folders. Keeps the greatest
/// difference of the last 30 to 60 minutes, because two nodes of Oz may differ.
/// </summary>
/// <param name="time">Our clock.</param>
public sealed class OzClock(TimeProvider time)
{
    /// <summary>The difference up to which the clocks count as equal.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>The maximum by which a difference widens lists, so that one wrong response cannot add a whole day to each.</summary>
    public static readonly TimeSpan MaxWidening = TimeSpan.FromHours(1);

    /// <summary>The maximum allowance for a difference: a time further ahead is rejected.</summary>
    public static readonly TimeSpan MaxAllowance = OzPayloadReader.MaxClockLead;

    private static readonly TimeSpan Period = OzClockSkew.Lasts / 2;

    // Some times of Oz have a precision of one second only.
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long _periodBegan = time.GetTimestamp();
    private TimeSpan? _before;
    private TimeSpan? _current;

    /// <summary>The greatest difference seen: positive when Oz's clock is ahead of ours, negative when it is behind. Null without any comparison.</summary>
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

    /// <summary>Returns by how much lists must begin earlier because of a clock difference.</summary>
    /// <param name="skew">The difference; null without any comparison.</param>
    /// <returns>The duration, never negative and at most <see cref="MaxWidening"/>.</returns>
    public static TimeSpan Widening(TimeSpan? skew) => Allowance(skew) is var size && size < MaxWidening ? size : MaxWidening;

    /// <summary>Returns by how much longer we must wait for something that is measured from one of Oz's times by our clock.</summary>
    /// <param name="skew">The difference; null without any comparison.</param>
    /// <returns>The duration, never negative and at most <see cref="MaxAllowance"/>.</returns>
    public static TimeSpan Allowance(TimeSpan? skew) => skew?.Duration() is not { } size || size <= Tolerance ? TimeSpan.Zero
        : size < MaxAllowance ? size
        : MaxAllowance;

    /// <summary>Returns a time that somebody states as Oz's, or, if it is later than Oz's clock can show now, the latest time that it can show.</summary>
    /// <param name="stated">The stated time, UTC; null when there is none.</param>
    /// <returns>The time, UTC. While Oz's clock is unknown, the stated time.</returns>
    public DateTimeOffset? NotInFuture(DateTimeOffset? stated) =>
        Greatest is { } skew && time.GetUtcNow() + Allowance(skew) + Tolerance is var latest && stated > latest ? latest : stated;

    /// <summary>Compares one of Oz's times with ours.</summary>
    /// <param name="theirs">Oz's time, UTC.</param>
    /// <param name="earliest">The earliest time by our clock that it can correspond to, UTC.</param>
    /// <param name="latest">The latest such time, UTC.</param>
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

    /// <summary>Compares a folder's time with ours. Only a time in the future is evidence, because a folder may be old.</summary>
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
