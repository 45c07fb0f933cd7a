using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;
using OzFunctions.Web.Folders;

namespace OzFunctions.Web.Stats;

/// <summary>Counts folders by status, including zeros.</summary>
internal static class StatusCounts
{
    private static readonly Status[] Resolutions = [Status.Initial, Status.Processing, Status.Failed, Status.Finished];
    private static readonly Status[] Results = [.. Enum.GetValues<Status>().Where(static status => status is not Status.Finished)];

    public static IReadOnlyDictionary<string, long> ByResolution(FolderCounts counts) => Count(counts, Resolutions, static statuses => statuses.ResolutionStatus);

    public static IReadOnlyDictionary<string, long> BySystem(FolderCounts counts) => Count(counts, Results, static statuses => statuses.SystemResolution);

    public static IReadOnlyDictionary<string, long> ByWorst(FolderCounts counts) => Count(counts, Results, static statuses => statuses.WorstResolution);

    private static Dictionary<string, long> Count(FolderCounts counts, Status[] statuses, Func<FolderStatuses, Status> which) =>
        statuses.ToDictionary(static status => StatusNames.All[status], status => counts.Of(which, status));
}
