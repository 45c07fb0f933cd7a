using System.Diagnostics;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>A clock that runs faster than time, and that may be wrong: the same epoch and speed make the same time in every process, but for what one is set forth or back, now and then while it runs.</summary>
/// <param name="epoch">When it began to be fast, by the clock of the machine.</param>
/// <param name="speed">How many times as fast as time it runs.</param>
/// <param name="skew">How much it is set forth at first.</param>
internal sealed class FastClock(DateTimeOffset epoch, double speed, TimeSpan skew) : TimeProvider
{
    private long _skew = skew.Ticks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => epoch + ((System.GetUtcNow() - epoch) * speed) + TimeSpan.FromTicks(Interlocked.Read(ref _skew));

    /// <summary>Sets it forth, as a person or a time service does. Timers and timestamps are not moved.</summary>
    /// <param name="by">How much; negative to set it back.</param>
    public void Set(TimeSpan by) => Interlocked.Add(ref _skew, by.Ticks);

    /// <inheritdoc/>
    public override long GetTimestamp() => (long)(Stopwatch.GetTimestamp() * speed);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new FastTimer(base.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    private TimeSpan Real(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / speed;

    private sealed class FastTimer(ITimer timer, FastClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Real(dueTime), clock.Real(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
