using Microsoft.Extensions.Time.Testing;

namespace OzFunctions.Tests.Builders;

/// <summary>A system clock that a test can set back or forward, as an operator or NTP does. Timers and timestamps follow a clock of their own, which it cannot set.</summary>
internal sealed class SettableClock : TimeProvider
{
    private readonly FakeTimeProvider _monotonic = new(Payloads.Now);

    /// <summary>How far the system clock is ahead of <see cref="Payloads.Now"/> and the time that has passed since.</summary>
    public TimeSpan Lead { get; set; }

    public override long TimestampFrequency => _monotonic.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _monotonic.GetUtcNow() + Lead;

    public override long GetTimestamp() => _monotonic.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _monotonic.CreateTimer(callback, state, dueTime, period);

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan time) => _monotonic.Advance(time);
}
