namespace OzFunctions.Core.Folders;

/// <summary>How many folders were first seen on a day.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Counts">The counts of the whole day.</param>
/// <param name="Hours">The counts of its hours, the latest last; of today without those that are to come.</param>
public sealed record DayCounts(DateOnly Day, FolderCounts Counts, IReadOnlyList<HourCounts> Hours)
{
    /// <summary>How many days are looked back at most, today among them.</summary>
    public const int MostDays = 90;
}
