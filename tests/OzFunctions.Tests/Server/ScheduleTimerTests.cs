using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using OzFunctions.Server.Schedules;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Server;

public sealed class ScheduleTimerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ClockThatIsSetBack_DelaysTheNextOccurrenceByAMinuteAtMost()
    {
        var clock = new SettableClock { Lead = TimeSpan.FromDays(1) };
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        lifetime.NotifyStarted();
        var first = new TaskCompletionSource<DateTimeOffset?>();
        using var timer = new ScheduleTimer(
            "Test",
            "0 0 * * * *",
            (occurrence, _) =>
            {
                first.TrySetResult(occurrence);
                return Task.CompletedTask;
            },
            clock,
            lifetime,
            NullLogger<ScheduleTimer>.Instance);
        await timer.StartAsync(Token);

        clock.Lead = TimeSpan.Zero;
        await Poll.UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            return first.Task.IsCompleted;
        });
        await timer.StopAsync(Token);

        // A wait of up to an hour would miss the first occurrence after the time to which the clock was set back.
        Assert.Equal(Payloads.Now.AddHours(1), await first.Task);
    }
}
