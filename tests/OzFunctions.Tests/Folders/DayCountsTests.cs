using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Tests.Folders;

public sealed class DayCountsTests
{
    private static readonly DateOnly Day = new(2026, 11, 1);
    private static readonly DateTimeOffset Midnight = new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Total_IsTheSumOfAllPairs()
    {
        var counts = new DayCounts(
            Day,
            new Dictionary<FolderStatuses, long>
            {
                [new FolderStatuses(Status.Finished, Status.Success)] = 5,
                [new FolderStatuses(Status.Finished, Status.Declined)] = 3,
                [new FolderStatuses(Status.Processing, Status.Processing)] = 2,
            },
            Drift: 1);

        Assert.Equal((10, 8, 3), (counts.Total, counts.Of(static pair => pair.ResolutionStatus, Status.Finished), counts.Of(static pair => pair.SystemResolution, Status.Declined)));
    }

    [Fact]
    public void Counts_MayBeStoredFromMidnight_AndAreNotWithinTheHourInWhichClocksDiffer()
    {
        var tick = TimeSpan.FromTicks(1);
        var margin = TimeSpan.FromHours(1);

        Assert.Equal((false, true), (DayCounts.MayBeStored(Day, Midnight - tick), DayCounts.MayBeStored(Day, Midnight)));
        Assert.Equal((false, true), (DayCounts.CanBeStored(Day, Midnight + margin - tick), DayCounts.CanBeStored(Day, Midnight + margin)));
    }
}
