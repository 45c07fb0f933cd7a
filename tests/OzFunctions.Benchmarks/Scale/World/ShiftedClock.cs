namespace OzFunctions.Benchmarks.Scale.World;

/// <summary>A clock that runs at normal speed and can be set.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long _ahead;

    /// <summary>How far it is ahead of the real time; negative if it is behind.</summary>
    public TimeSpan Ahead
    {
        get => new(Interlocked.Read(ref _ahead));
        set => Interlocked.Exchange(ref _ahead, value.Ticks);
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
}
