using OzFunctions.Core.Folders;

namespace OzFunctions.Web.Stats;

/// <summary>The folders that were first seen within an hour, by their current statuses.</summary>
/// <param name="Hour">The start of the hour, UTC.</param>
/// <param name="Total">The number of folders.</param>
/// <param name="Drift">The number of folders with drift: Oz reports a result that no group that may have finished last has.</param>
/// <param name="ResolutionStatus">The number of folders for each status, including zeros.</param>
/// <param name="SystemResolution">The number of folders for each result, including zeros.</param>
/// <param name="WorstResolution">The number of folders for each worst result, including zeros.</param>
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
