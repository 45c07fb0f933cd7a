using Microsoft.Extensions.Time.Testing;
using Moq;
using OzFunctions.Core.Removal;

namespace OzFunctions.Tests.Removal;

public sealed class ClockCheckTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, null)]
    [InlineData(5 * 60, null)]
    [InlineData(-5 * 60, null)]
    [InlineData((5 * 60) + 1, "Our clock says 2026-11-01 12:05:01 UTC, the storage's 2026-11-01 12:00:00 UTC: they differ by 5 minutes.")]
    [InlineData((-5 * 60) - 1, "Our clock says 2026-11-01 11:54:59 UTC, the storage's 2026-11-01 12:00:00 UTC: they differ by 5 minutes.")]
    [InlineData(500 * 86_400, "Our clock says 2028-03-15 12:00:00 UTC, the storage's 2026-11-01 12:00:00 UTC: they differ by 500 days.")]
    public void Clocks_MayDifferByFiveMinutes(int ahead, string? objection) =>
        Assert.Equal(objection, ClockCheck.Objection(new ClockReading(Noon.AddSeconds(ahead), Noon), agreed: null));

    [Theory]
    [InlineData(-3 * 60, 2 * 60, null)]
    [InlineData(-3 * 60, (2 * 60) + 1, "Since 2026-10-31 11:57:00 UTC our clock has advanced by 5 minutes more than the storage's.")]
    [InlineData(4 * 60, -4 * 60, "Since 2026-10-31 12:04:00 UTC our clock has advanced by 8 minutes less than the storage's.")]
    public void Clocks_MayAdvanceDifferentlyByFiveMinutes(int aheadBefore, int ahead, string? objection)
    {
        var agreed = new ClockReading(Noon.AddDays(-1).AddSeconds(aheadBefore), Noon.AddDays(-1));

        Assert.Equal(objection, ClockCheck.Objection(new ClockReading(Noon.AddSeconds(ahead), Noon), agreed));
    }

    [Fact]
    public void Storage_WithoutATime_DoesNotAgree()
    {
        Assert.False(ClockCheck.Agree(null));
        Assert.Equal("The storage did not return its time, so our clock cannot be checked.", ClockCheck.Objection(null, agreed: null));
    }

    [Theory]
    [InlineData(-30, 0)]
    [InlineData(20, 20)]
    [InlineData(90, 40)]
    public async Task Request_ThatTakesLong_CountsForAnyMomentOfIt(int theirs, int ours)
    {
        var clock = new FakeTimeProvider(Noon);
        var storage = new Mock<IStorageClock>();
        storage.Setup(static storage => storage.ReadAsync(It.IsAny<CancellationToken>())).ReturnsAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(40));
            return Noon.AddSeconds(theirs);
        });

        var reading = await new ClockCheck(storage.Object, clock).ReadAsync(Token);

        Assert.Equal(new ClockReading(Noon.AddSeconds(ours), Noon.AddSeconds(theirs)), reading);
    }

    [Fact]
    public async Task Clock_ThatIsSetWhileTheStorageIsAsked_DoesNotCoverTheDifference()
    {
        var clock = new Mock<TimeProvider>();
        var ours = Noon;
        clock.Setup(static clock => clock.GetUtcNow()).Returns(() => ours);
        clock.Setup(static clock => clock.TimestampFrequency).Returns(TimeSpan.TicksPerSecond);
        var storage = new Mock<IStorageClock>();
        storage.Setup(static storage => storage.ReadAsync(It.IsAny<CancellationToken>())).ReturnsAsync(() =>
        {
            ours = Noon.AddDays(500);
            return Noon.AddDays(400);
        });

        var reading = await new ClockCheck(storage.Object, clock.Object).ReadAsync(Token);

        Assert.Equal(new ClockReading(Noon, Noon.AddDays(400)), reading);
    }
}
