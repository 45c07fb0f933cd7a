using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;
using OzFunctions.Web.Folders;

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
    private static readonly Status[] Resolutions = [Status.Initial, Status.Processing, Status.Failed, Status.Finished];
    private static readonly Status[] Results = [.. Enum.GetValues<Status>().Where(static status => status is not Status.Finished)];

    public static DayDocument Of(DayCounts counts) => new(
        counts.Day,
        counts.Total,
        counts.Drift,
        Resolutions.ToDictionary(static status => StatusNames.All[status], status => counts.Of(static pair => pair.ResolutionStatus, status)),
        Count(counts, static statuses => statuses.SystemResolution),
        Count(counts, static statuses => statuses.WorstResolution));

    private static Dictionary<string, long> Count(DayCounts counts, Func<FolderStatuses, Status> which) =>
        Results.ToDictionary(static status => StatusNames.All[status], status => counts.Of(which, status));
}
