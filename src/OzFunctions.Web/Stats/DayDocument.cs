using OzFunctions.Core.Folders;

namespace OzFunctions.Web.Stats;

/// <summary>The folders that were first seen on a day, by their current statuses.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Total">The number of folders.</param>
/// <param name="Drift">The number of folders with drift: Oz reports a result that no group that may have finished last has.</param>
/// <param name="ResolutionStatus">The number of folders for each status, including zeros.</param>
/// <param name="SystemResolution">The number of folders for each result, including zeros.</param>
/// <param name="WorstResolution">The number of folders for each worst result, including zeros.</param>
internal sealed record DayDocument(
    DateOnly Day,
    long Total,
    long Drift,
    IReadOnlyDictionary<string, long> ResolutionStatus,
    IReadOnlyDictionary<string, long> SystemResolution,
    IReadOnlyDictionary<string, long> WorstResolution)
{
    public static DayDocument Of(DayCounts day) => new(
        day.Day, day.Counts.Total, day.Counts.Drift, StatusCounts.ByResolution(day.Counts), StatusCounts.BySystem(day.Counts), StatusCounts.ByWorst(day.Counts));
}
