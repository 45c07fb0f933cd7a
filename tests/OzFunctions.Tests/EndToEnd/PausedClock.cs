namespace OzFunctions.Tests.EndToEnd;

/// <summary>
/// The clock of a paused process. The time limits of its operations do not expire during the pause, however long the other processes need on this machine.
/// Otherwise the process would fail before its message can become visible again, which does not happen in reality.
/// </summary>
internal sealed class PausedClock : TimeProvider
{
    private static readonly TimeSpan ShortestLimit = TimeSpan.FromSeconds(5);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime >= ShortestLimit ? Timeout.InfiniteTimeSpan : dueTime, period);
}
