namespace OzFunctions.Core.Folders;

/// <summary>Finds the groups of a folder of which each may be the one that finished last.</summary>
internal static class LastGroups
{
    /// <summary>Finds them.</summary>
    /// <param name="groups">All groups of a folder in which nothing runs.</param>
    /// <returns>All but those after which another is certain to have finished; all, when that leaves none. In the same order.</returns>
    public static IReadOnlyList<AnalysisGroup> Of(IReadOnlyList<AnalysisGroup> groups)
    {
        if (groups.Count < 2)
        {
            return groups;
        }

        // A group is compared with the others alone, so the two greatest are enough to compare each with.
        var after = TopTwo(groups, static group => group.Finish.After);
        var stillRunning = TopTwo(groups, static group => group.Finish.StillRunningAt);
        var candidates = groups.Where(group => !IsBefore(group, after.OtherThan(group), stillRunning.OtherThan(group))).ToList();
        return candidates.Count == 0 ? groups : candidates;
    }

    // Times may be the same and one group still later than the other, where the one was seen running beside the other when that had ended.
    private static bool IsBefore(AnalysisGroup group, DateTimeOffset? afterOfAnother, DateTimeOffset? stillRunningAtOfAnother) =>
        group.Finish.By is { } by
        && (afterOfAnother > by || stillRunningAtOfAnother > by || (stillRunningAtOfAnother == by && group.Finish.EndedBesideAt >= by));

    private static Top TopTwo(IReadOnlyList<AnalysisGroup> groups, Func<AnalysisGroup, DateTimeOffset?> time)
    {
        AnalysisGroup? first = null;
        DateTimeOffset? second = null;
        foreach (var group in groups)
        {
            if (first is null || Nullable.Compare(time(group), time(first)) > 0)
            {
                second = first is null ? null : time(first);
                first = group;
            }
            else if (Nullable.Compare(time(group), second) > 0)
            {
                second = time(group);
            }
        }

        return new Top(first!, time(first!), second);
    }

    private readonly record struct Top(AnalysisGroup Owner, DateTimeOffset? First, DateTimeOffset? Second)
    {
        public DateTimeOffset? OtherThan(AnalysisGroup group) => ReferenceEquals(group, Owner) ? Second : First;
    }
}
