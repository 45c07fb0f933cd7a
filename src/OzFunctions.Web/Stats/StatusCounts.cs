using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;
using OzFunctions.Web.Folders;

namespace OzFunctions.Web.Stats;

/// <summary>Counts folders by status, including zeros.</summary>
internal static class StatusCounts
{
    public static IReadOnlyDictionary<string, long> ByResolution(FolderCounts counts) => Count(counts, StatusNames.Progress, static statuses => statuses.ResolutionStatus);

    public static IReadOnlyDictionary<string, long> BySystem(FolderCounts counts) => Count(counts, StatusNames.Results, static statuses => statuses.SystemResolution);

    public static IReadOnlyDictionary<string, long> ByWorst(FolderCounts counts) => Count(counts, StatusNames.Results, static statuses => statuses.WorstResolution);

    private static Dictionary<string, long> Count(FolderCounts counts, IReadOnlyDictionary<Status, string> names, Func<FolderStatuses, Status> which) =>
        names.ToDictionary(static name => name.Value, name => counts.Of(which, name.Key));
}
