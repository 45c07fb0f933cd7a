using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>Everything known of one analysis: a join of all copies ever seen, so the order in which they came cannot matter.</summary>
public sealed record Analysis
{
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

    /// <summary>
    /// The earliest <c>time_updated</c> on a terminal copy of it, UTC: a later decision on it changes the result, not the order in which
    /// groups finished. Null while no terminal copy with a time was seen.
    /// </summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Identity fields that two payloads told differently.</summary>
    public AnalysisConflicts Conflicts { get; init; }

    /// <summary>What it counts as in its group.</summary>
    public Status Result => Latest.Status.Result;

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
        FinishedAt = copy.Status.IsTerminal ? copy.TimeUpdated : null,
    };

    /// <summary>Joins what two payloads told of the same analysis.</summary>
    /// <param name="left">What is known.</param>
    /// <param name="right">What came.</param>
    /// <returns><paramref name="left"/> itself when <paramref name="right"/> adds nothing.</returns>
    public static Analysis Merge(Analysis left, Analysis right)
    {
        var latest = AnalysisCopy.Later(left.Latest, right.Latest);
        var finishedAt = Earlier(left.FinishedAt, right.FinishedAt);
        var groupId = Smaller(left.GroupId, right.GroupId);
        var type = Smaller(left.Type, right.Type);
        var timeCreated = Earlier(left.TimeCreated, right.TimeCreated);
        var conflicts = left.Conflicts | right.Conflicts | ConflictsBetween(left, right);

        var nothingNew = ReferenceEquals(latest, left.Latest) && finishedAt == left.FinishedAt && groupId == left.GroupId
            && type == left.Type && timeCreated == left.TimeCreated && conflicts == left.Conflicts;

        return nothingNew
            ? left
            : left with
            {
                Latest = latest,
                FinishedAt = finishedAt,
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

    private static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset? right) => left is null || right < left ? right : left;
}
