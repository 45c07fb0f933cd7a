namespace OzFunctions.Core.Folders;

/// <summary>Finds the candidates for the group of a folder that finished last.</summary>
internal static class LastGroups
{
    /// <summary>Finds the candidates.</summary>
    /// <param name="groups">All groups of a folder without running analyses.</param>
    /// <returns>All groups except those after which another is certain to have finished; all groups when none would remain.</returns>
    public static IReadOnlyList<AnalysisGroup> Of(IReadOnlyList<AnalysisGroup> groups)
    {
        if (groups.Count < 2)
        {
            return groups;
        }

        // An analysis whose group is unknown may belong to any group, the last one too.
        if (groups.FirstOrDefault(static group => group.GroupId is null) is { } unknown)
        {
            return [.. Of([.. groups.Where(static group => group.GroupId is not null)]), unknown];
        }

        // A group is compared only with others, so the two greatest values suffice.
        var after = TopTwo(groups, static group => group.Finish.After);
        var stillRunning = TopTwo(groups, static group => group.Finish.StillRunningAt);
        var candidates = groups.Where(group => !IsBefore(group, after.OtherThan(group), stillRunning.OtherThan(group))).ToList();
        return candidates.Count == 0 ? groups : candidates;
    }

    // With equal times one group is still later when it was seen running beside the other, finished one.
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
