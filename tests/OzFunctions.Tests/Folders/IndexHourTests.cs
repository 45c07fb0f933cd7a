using OzFunctions.Core.Folders;
using OzFunctions.Storage.Folders;

namespace OzFunctions.Tests.Folders;

public sealed class IndexHourTests
{
    private static readonly DateTimeOffset Nine = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Hour_IsThatOfTheTimeWhateverItsOffset()
    {
        var hour = IndexHour.Of(Nine);

        Assert.Equal((Nine, Nine.AddHours(1), new DateOnly(2026, 11, 1)), (hour.Start, hour.End, hour.Day));
        Assert.Equal(hour, IndexHour.Of(Nine.ToOffset(TimeSpan.FromHours(5.5))));
        Assert.Equal((hour, hour.Plus(1)), (IndexHour.Of(hour.End.AddTicks(-1)), IndexHour.Of(hour.End)));
        Assert.Equal(new DateOnly(2026, 10, 31), hour.Plus(-10).Day);
    }

    [Fact]
    public void Day_HasItsHoursFromMidnightToMidnight()
    {
        var hours = HourSpan.OfDay(new DateOnly(2026, 11, 1));

        Assert.Equal((Nine.AddHours(-9), Nine.AddHours(15)), (hours.First.Start, hours.Last.End));
    }

    [Fact]
    public void Keys_OfLaterHoursSortFirst_AndAreReadBack()
    {
        IndexHour[] hours = [IndexHour.Of(DateTimeOffset.MaxValue), IndexHour.Of(Nine).Plus(1), IndexHour.Of(Nine), IndexHour.Of(DateTimeOffset.UnixEpoch), IndexHour.Earliest];
        var keys = hours.Select(FolderKeys.Hour).ToList();

        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        Assert.Equal(hours, keys.Select(FolderKeys.HourOf));
        Assert.All(keys, static key => Assert.Equal(8, key.Length));
    }
}
