namespace OzFunctions.Benchmarks.Fuzz;

/// <summary>A clock that stands still. A short delay ends at once, as if its time had passed, and a long one never: an input must not make anybody wait.</summary>
internal sealed class StandingClock : TimeProvider
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    private readonly DateTimeOffset _now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _now;

    /// <inheritdoc/>
    public override long GetTimestamp() => 0;

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
