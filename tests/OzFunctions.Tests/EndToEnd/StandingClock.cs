namespace OzFunctions.Tests.EndToEnd;

/// <summary>
/// The clock of a process that stands still. The time limits of its operations do not end meanwhile, however long the machine takes for the work of the
/// others: it would then fail before its message can become visible, which happens to no real process.
/// </summary>
internal sealed class StandingClock : TimeProvider
{
    private static readonly TimeSpan ShortestLimit = TimeSpan.FromSeconds(5);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime >= ShortestLimit ? Timeout.InfiniteTimeSpan : dueTime, period);
}
