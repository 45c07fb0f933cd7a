using System.Diagnostics;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>A clock that runs faster than real time. Processes with the same epoch and speed have the same time, apart from an offset that can be set for each process.</summary>
/// <param name="epoch">The real time from which it runs faster.</param>
/// <param name="speed">The ratio of its speed to that of real time.</param>
/// <param name="skew">How far it is ahead at first.</param>
internal sealed class FastClock(DateTimeOffset epoch, double speed, TimeSpan skew) : TimeProvider
{
    private long _skew = skew.Ticks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => epoch + ((System.GetUtcNow() - epoch) * speed) + TimeSpan.FromTicks(Interlocked.Read(ref _skew));

    /// <summary>Moves the clock, as an operator or a time service does. Timers and timestamps are not affected.</summary>
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
