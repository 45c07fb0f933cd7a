namespace OzFunctions.Core.Folders;

/// <summary>How many folders were first seen on a day.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Counts">The counts of the whole day.</param>
/// <param name="Hours">The counts of its hours, the latest last; for today, only the hours that have begun.</param>
public sealed record DayCounts(DateOnly Day, FolderCounts Counts, IReadOnlyList<HourCounts> Hours)
{
    /// <summary>The maximum number of past days that are counted, including today.</summary>
    public const int MostDays = 90;
}
