using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Tests.Folders;

public sealed class FolderCountsTests
{
    private static readonly IndexHour Hour = IndexHour.Of(new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Total_IsTheSumOfAllPairs()
    {
        var counts = new FolderCounts(
            new Dictionary<FolderStatuses, long>
            {
                [new FolderStatuses(Status.Finished, Status.Success)] = 5,
                [new FolderStatuses(Status.Finished, Status.Declined)] = 3,
                [new FolderStatuses(Status.Processing, Status.Processing)] = 2,
            },
            Drift: 1);

        Assert.Equal((10, 8, 3), (counts.Total, counts.Of(static pair => pair.ResolutionStatus, Status.Finished), counts.Of(static pair => pair.SystemResolution, Status.Declined)));
        var twice = FolderCounts.Sum([counts, counts, FolderCounts.None]);
        Assert.Equal((20, 16, 6, 2), (twice.Total, twice.Of(static pair => pair.ResolutionStatus, Status.Finished), twice.Of(static pair => pair.SystemResolution, Status.Declined), twice.Drift));
    }

    [Fact]
    public void Counts_MayBeStoredFromTheEndOfTheHour_AndAreNotWithinTheHourInWhichClocksDiffer()
    {
        var tick = TimeSpan.FromTicks(1);

        Assert.Equal((false, true), (HourCounts.MayBeStored(Hour, Hour.End - tick), HourCounts.MayBeStored(Hour, Hour.End)));
        Assert.Equal((Hour, Hour.Plus(1)), (HourCounts.FirstOpen(Hour.End.AddHours(1) - tick), HourCounts.FirstOpen(Hour.End.AddHours(1))));
    }
}
