using OzFunctions.Core.Folders;

namespace OzFunctions.Web.Stats;

/// <summary>The folders that were first seen within an hour, and how they stand now.</summary>
/// <param name="Hour">When the hour began, UTC.</param>
/// <param name="Total">How many.</param>
/// <param name="Drift">Of how many Oz's own result contradicts ours.</param>
/// <param name="ResolutionStatus">How many of each, also of those that none has.</param>
/// <param name="SystemResolution">How many of each, also of those that none has.</param>
/// <param name="WorstResolution">How many of each, also of those that none has.</param>
internal sealed record HourDocument(
    DateTimeOffset Hour,
    long Total,
    long Drift,
    IReadOnlyDictionary<string, long> ResolutionStatus,
    IReadOnlyDictionary<string, long> SystemResolution,
    IReadOnlyDictionary<string, long> WorstResolution)
{
    public static HourDocument Of(HourCounts hour) => new(
        hour.Hour.Start, hour.Counts.Total, hour.Counts.Drift, StatusCounts.ByResolution(hour.Counts), StatusCounts.BySystem(hour.Counts), StatusCounts.ByWorst(hour.Counts));
}
