using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>Everything known of one analysis: a join of all copies ever seen, so the order in which they came cannot matter.</summary>
public sealed record Analysis
{
    /// <summary>Oz's type of a liveness check, which Oz never leaves to an operator (Oz API, "Statuses in API").</summary>
    internal const string Liveness = "QUALITY";

    /// <summary>Oz's id, 1 to 128 of <c>[A-Za-z0-9_-]</c>.</summary>
    public required string AnalysisId { get; init; }

    /// <summary>The group it was sent in; null while no payload told it: then it belongs to the folder's one implicit group.</summary>
    public string? GroupId { get; init; }

    /// <summary>Oz's type in upper case, for example <c>QUALITY</c> (liveness) or <c>BIOMETRY</c>; null while not told.</summary>
    public string? Type { get; init; }

    /// <summary>When Oz created it, UTC; null while not told.</summary>
    public DateTimeOffset? TimeCreated { get; init; }

    /// <summary>The copy of its status that counts.</summary>
    public required AnalysisCopy Latest { get; init; }

    /// <summary>When it was seen running, and when it was seen to have ended.</summary>
    public required AnalysisLife Life { get; init; }

    /// <summary>Identity fields that two payloads told differently.</summary>
    public AnalysisConflicts Conflicts { get; init; }

    /// <summary>What it counts as in its group.</summary>
    public Status Result => Latest.Status.Result;

    /// <summary>When it finished, UTC, or some time before: the earliest time known of its last run. Null while it runs, and when no time was told.</summary>
    public DateTimeOffset? FinishedAt => Finish.By;

    /// <summary>Between which times it finished; nothing while it runs.</summary>
    internal FinishBounds Finish
    {
        get
        {
            if (!Latest.Status.IsTerminal)
            {
                return default;
            }

            // Running and terminal at one time: the terminal copy counts, so it ended then.
            var end = Life.Ends is [var first, ..] ? first : Latest.TimeUpdated is { } at ? new AnalysisEnd(at, IsExact: true) : (AnalysisEnd?)null;
            var after = end is { IsExact: true } || (end is not null && Type is Liveness) ? end?.At : Times.Later(Life.RunningAt, TimeCreated);

            // A creation after the end is no bound that means anything.
            return new FinishBounds(end?.At, after > end?.At ? end?.At : after, Life.StillRunningAt, Life.EndedBesideAt);
        }
    }

    /// <summary>Makes the record of an analysis of which one copy was seen.</summary>
    /// <param name="analysisId">Oz's id.</param>
    /// <param name="groupId">The group, if told.</param>
    /// <param name="type">The type in upper case, if told.</param>
    /// <param name="timeCreated">The creation time, if told.</param>
    /// <param name="copy">The copy.</param>
    /// <returns>The record.</returns>
    public static Analysis Seen(string analysisId, string? groupId, string? type, DateTimeOffset? timeCreated, AnalysisCopy copy) => new()
    {
        AnalysisId = analysisId,
        GroupId = groupId,
        Type = type,
        TimeCreated = timeCreated,
        Latest = copy,
        Life = AnalysisLife.Seen(copy),
    };

    /// <summary>Joins what two payloads told of the same analysis.</summary>
    /// <param name="left">What is known.</param>
    /// <param name="right">What came.</param>
    /// <returns><paramref name="left"/> itself when <paramref name="right"/> adds nothing.</returns>
    public static Analysis Merge(Analysis left, Analysis right)
    {
        var latest = AnalysisCopy.Later(left.Latest, right.Latest);
        var life = AnalysisLife.Merge(left.Life, right.Life);
        var groupId = Smaller(left.GroupId, right.GroupId);
        var type = Smaller(left.Type, right.Type);
        var timeCreated = Times.Earlier(left.TimeCreated, right.TimeCreated);
        var conflicts = left.Conflicts | right.Conflicts | ConflictsBetween(left, right);

        var nothingNew = ReferenceEquals(latest, left.Latest) && ReferenceEquals(life, left.Life) && groupId == left.GroupId
            && type == left.Type && timeCreated == left.TimeCreated && conflicts == left.Conflicts;

        return nothingNew
            ? left
            : left with
            {
                Latest = latest,
                Life = life,
                GroupId = groupId,
                Type = type,
                TimeCreated = timeCreated,
                Conflicts = conflicts,
            };
    }

    private static AnalysisConflicts ConflictsBetween(Analysis left, Analysis right) =>
        (Differ(left.GroupId, right.GroupId) ? AnalysisConflicts.GroupId : AnalysisConflicts.None)
        | (Differ(left.Type, right.Type) ? AnalysisConflicts.Type : AnalysisConflicts.None)
        | (left.TimeCreated is { } mine && right.TimeCreated is { } other && mine != other ? AnalysisConflicts.TimeCreated : AnalysisConflicts.None);

    private static bool Differ(string? left, string? right) => left is not null && right is not null && left != right;

    private static string? Smaller(string? left, string? right) =>
        left is null || (right is not null && string.CompareOrdinal(right, left) < 0) ? right : left;
}
