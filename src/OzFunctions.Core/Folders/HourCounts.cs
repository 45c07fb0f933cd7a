namespace OzFunctions.Core.Folders;

/// <summary>The counts of the folders that were first seen within an hour.</summary>
/// <param name="Hour">The hour.</param>
/// <param name="Counts">The counts.</param>
public sealed record HourCounts(IndexHour Hour, FolderCounts Counts)
{
    /// <summary>Counts are stored this long after the hour's end, so that all processes agree that the hour is over despite clock differences.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <summary>Whether the counts of an hour may have been stored, so that they must be dropped when one of its folders changes.</summary>
    /// <param name="hour">The hour.</param>
    /// <param name="now">The current time, UTC, read after the change was listed.</param>
    /// <returns>True once the hour is over.</returns>
    public static bool MayBeStored(IndexHour hour, DateTimeOffset now) => now >= hour.End;

    /// <summary>The first hour whose counts must not be stored yet.</summary>
    /// <param name="now">The current time, UTC, read before counting begins.</param>
    /// <returns>The hour: all before it ended at least <see cref="Margin"/> ago.</returns>
    public static IndexHour FirstOpen(DateTimeOffset now) => IndexHour.Of(now - Margin);
}
