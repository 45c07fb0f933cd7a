using OzFunctions.Core.Folders;

namespace OzFunctions.Web.Stats;

/// <summary>The folders that were first seen on a day, and how they stand now.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Total">How many.</param>
/// <param name="Drift">Of how many Oz's own result contradicts ours.</param>
/// <param name="ResolutionStatus">How many of each, also of those that none has.</param>
/// <param name="SystemResolution">How many of each, also of those that none has.</param>
/// <param name="WorstResolution">How many of each, also of those that none has.</param>
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
