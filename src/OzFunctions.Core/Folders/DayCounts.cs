using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>How many folders were first seen on a day, by how they stand.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Folders">How many have which statuses. Those that none has may be missing.</param>
/// <param name="Drift">Of how many Oz's own result contradicts ours.</param>
public sealed record DayCounts(DateOnly Day, IReadOnlyDictionary<FolderStatuses, long> Folders, long Drift)
{
    /// <summary>How many days are looked back at most, today among them.</summary>
    public const int MostDays = 90;

    // Long enough for the clocks of all processes to agree that a day is over.
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <summary>All of them.</summary>
    public long Total => Folders.Values.Sum();

    /// <summary>How many have a status.</summary>
    /// <param name="which">Which of the statuses.</param>
    /// <param name="status">The status.</param>
    /// <returns>The number.</returns>
    public long Of(Func<FolderStatuses, Status> which, Status status) => Folders.Where(pair => which(pair.Key) == status).Sum(static pair => pair.Value);

    /// <summary>Whether a day may have been counted for good, so that a change of one of its folders must be told to the counts.</summary>
    /// <param name="day">The day, UTC.</param>
    /// <param name="now">The current time, UTC, read after the change was listed.</param>
    /// <returns>True once the day is over.</returns>
    public static bool MayBeStored(DateOnly day, DateTimeOffset now) => now >= EndOf(day);

    /// <summary>Whether the counts of a day may be stored. Later than <see cref="MayBeStored"/> by more than clocks differ.</summary>
    /// <param name="day">The day, UTC.</param>
    /// <param name="now">The current time, UTC, read before counting began.</param>
    /// <returns>True once nobody takes the day for today any more.</returns>
    public static bool CanBeStored(DateOnly day, DateTimeOffset now) => now >= EndOf(day) + Margin;

    private static DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
}
