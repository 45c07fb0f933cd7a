using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>Groups a folder's analyses by the groups in which they were sent.</summary>
internal static class AnalysisGrouping
{
    /// <summary>Groups analyses.</summary>
    /// <param name="analyses">All analyses of one folder.</param>
    /// <returns>The groups in the order in which they finished; those still running come last.</returns>
    public static IReadOnlyList<AnalysisGroup> Of(IReadOnlyList<Analysis> analyses)
    {
        // Most folders have one group; this avoids copying their analyses.
        if (analyses.Count > 0 && analyses.All(analysis => analysis.GroupId == analyses[0].GroupId))
        {
            return [GroupOf(analyses[0].GroupId, analyses)];
        }

        var groups = analyses.GroupBy(static analysis => analysis.GroupId, GroupOf, StringComparer.Ordinal).ToList();
        groups.Sort(AnalysisGroup.CompareByFinish);
        return groups;
    }

    private static AnalysisGroup GroupOf(string? groupId, IEnumerable<Analysis> analyses)
    {
        // A loop, because LINQ over tuples of structs is compiled by each process that starts.
        Analysis? first = null;
        var (result, finish, timeCreated) = (default(Status), default(FinishBounds), (DateTimeOffset?)null);
        foreach (var analysis in analyses)
        {
            result = first is null ? analysis.Result : StatusRanking.Worse(result, analysis.Result);
            finish = first is null ? analysis.Finish : FinishBounds.Combine(finish, analysis.Finish);
            timeCreated = Times.Later(timeCreated, analysis.TimeCreated);
            first ??= analysis;
        }

        // While a group runs, the ends of its finished analyses are not its end.
        return new AnalysisGroup(groupId, result, StatusRanking.IsTerminal(result) ? finish : default, timeCreated);
    }
}
