using System.Runtime.InteropServices;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>Puts a folder's analyses into the groups in which they were sent.</summary>
internal static class AnalysisGrouping
{
    /// <summary>Groups analyses.</summary>
    /// <param name="analyses">All analyses of one folder.</param>
    /// <returns>The groups in the order in which they finished; those still running come last.</returns>
    public static IReadOnlyList<AnalysisGroup> Of(IReadOnlyList<Analysis> analyses)
    {
        var groups = new List<AnalysisGroup>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var analysis in analyses)
        {
            // No id is empty, so the empty string is free to stand for the implicit group.
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, analysis.GroupId ?? "", out var exists);
            if (exists)
            {
                groups[place] = Add(groups[place], analysis);
                continue;
            }

            place = groups.Count;
            groups.Add(new AnalysisGroup(analysis.GroupId, analysis.Result, analysis.Finish, analysis.TimeCreated));
        }

        for (var i = 0; i < groups.Count; i++)
        {
            // What has finished within a group that runs is no finish of the group.
            groups[i] = StatusRanking.IsTerminal(groups[i].Result) ? groups[i] : groups[i] with { Finish = default };
        }

        groups.Sort(AnalysisGroup.CompareByFinish);
        return groups;
    }

    private static AnalysisGroup Add(AnalysisGroup group, Analysis analysis) => group with
    {
        Result = StatusRanking.Worse(group.Result, analysis.Result),
        Finish = FinishBounds.OfBoth(group.Finish, analysis.Finish),
        TimeCreated = Times.Later(group.TimeCreated, analysis.TimeCreated),
    };
}
