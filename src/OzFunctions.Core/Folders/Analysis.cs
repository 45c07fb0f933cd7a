using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>The merged record of one analysis: a join of all copies ever seen, so their order of arrival does not matter.</summary>
public sealed record Analysis
{
    /// <summary>Oz's type of a liveness check. Oz never leaves one to an operator (Oz API, "Statuses in API").</summary>
    internal const string Liveness = "QUALITY";

    /// <summary>Oz's id: 1 to 128 characters of <c>[A-Za-z0-9_-]</c>.</summary>
    public required string AnalysisId { get; init; }

    /// <summary>The group in which it was sent; null while unknown, which means the folder's one implicit group.</summary>
    public string? GroupId { get; init; }

    /// <summary>Oz's type in upper case, for example <c>QUALITY</c> (liveness) or <c>BIOMETRY</c>; null while unknown.</summary>
    public string? Type { get; init; }

    /// <summary>When Oz created it, UTC; null while unknown.</summary>
    public DateTimeOffset? TimeCreated { get; init; }

    /// <summary>The copy that counts: the greatest in the order of <see cref="AnalysisCopy.Compare"/>.</summary>
    public required AnalysisCopy Latest { get; init; }

    /// <summary>When it was seen running and when it was seen finished.</summary>
    public required AnalysisTimeline Timeline { get; init; }

    /// <summary>Identity fields for which payloads had different values.</summary>
    public AnalysisConflicts Conflicts { get; init; }

    /// <summary>The result with which it counts in its group.</summary>
    public Status Result => Latest.Status.Result;

    /// <summary>When it finished at the latest, UTC: the earliest known end of its last run. Null while it runs, and when no time is known.</summary>
    public DateTimeOffset? FinishedAt => Finish.By;

    /// <summary>The bounds of when it finished; empty while it runs.</summary>
    internal FinishBounds Finish
    {
        get
        {
            if (!Latest.Status.IsTerminal)
            {
                return default;
            }

            // When a running and a terminal copy have the same time, the terminal copy counts, so the analysis ended at that time.
            var end = Timeline.Ends is [var first, ..] ? first : Latest.TimeUpdated is { } at ? new AnalysisEnd(at, IsExact: true) : (AnalysisEnd?)null;
            var after = end is { IsExact: true } || (end is not null && Type is Liveness) ? end?.At : Times.Later(Timeline.RunningAt, TimeCreated);

            // A creation time after the end is not a valid lower bound.
            return new FinishBounds(end?.At, after > end?.At ? end?.At : after, Timeline.StillRunningAt, Timeline.EndedBesideAt);
        }
    }

    /// <summary>Creates the record of an analysis from a single copy.</summary>
    /// <param name="analysisId">Oz's id of the folder.</param>
    /// <param name="groupId">The group, if sent.</param>
    /// <param name="type">The type in upper case, if sent.</param>
    /// <param name="timeCreated">The creation time, if sent.</param>
    /// <param name="copy">The copy.</param>
    /// <returns>The record.</returns>
    public static Analysis Seen(string analysisId, string? groupId, string? type, DateTimeOffset? timeCreated, AnalysisCopy copy) => new()
    {
        AnalysisId = analysisId,
        GroupId = groupId,
        Type = type,
        TimeCreated = timeCreated,
        Latest = copy,
        Timeline = AnalysisTimeline.Seen(copy),
    };

    /// <summary>Merges two records of the same analysis.</summary>
    /// <param name="left">The known record.</param>
    /// <param name="right">The new record.</param>
    /// <returns><paramref name="left"/> itself when <paramref name="right"/> adds nothing.</returns>
    public static Analysis Merge(Analysis left, Analysis right)
    {
        var latest = AnalysisCopy.Later(left.Latest, right.Latest);
        var timeline = AnalysisTimeline.Merge(left.Timeline, right.Timeline);
        var groupId = Smaller(left.GroupId, right.GroupId);
        var type = Smaller(left.Type, right.Type);
        var timeCreated = Times.Earlier(left.TimeCreated, right.TimeCreated);
        var conflicts = left.Conflicts | right.Conflicts | ConflictsBetween(left, right);

        var nothingNew = ReferenceEquals(latest, left.Latest) && ReferenceEquals(timeline, left.Timeline) && groupId == left.GroupId
            && type == left.Type && timeCreated == left.TimeCreated && conflicts == left.Conflicts;

        return nothingNew
            ? left
            : left with
            {
                Latest = latest,
                Timeline = timeline,
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
