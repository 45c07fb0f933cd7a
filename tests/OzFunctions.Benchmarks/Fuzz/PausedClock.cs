namespace OzFunctions.Benchmarks.Fuzz;

/// <summary>A clock that does not advance. Delays between retries end at once, and time limits never expire.</summary>
internal sealed class PausedClock : TimeProvider
{
    // Longer than any delay between tries here, and shorter than any time limit.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1.5);

    private readonly DateTimeOffset _now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private long _timestamp;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _now;

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _timestamp);

    /// <summary>Lets so much time pass that nothing is remembered of an earlier input. The time of day stays, so that an input always means the same.</summary>
    public void Forget() => Interlocked.Add(ref _timestamp, TimestampFrequency * 24 * 3_600);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= TimeSpan.Zero && dueTime <= LongestDelay)
        {
            callback(state);
        }

        return new Nothing();
    }

    private sealed class Nothing : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
