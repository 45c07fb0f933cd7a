using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>The merged record of one analysis: a join of all copies ever seen, so their order of arrival does not matter.</summary>
public sealed record Analysis
{
    /// <summary>Oz's type of a liveness check. Oz never leaves one to an operator (Oz API, "Statuses in API").</summary>
    internal const string Liveness = "QUALITY";

    /// <summary>How far an answer may be behind: it may come from a replica of Oz's database, and our clock may be ahead of Oz's.</summary>
    internal static readonly TimeSpan LongestLag = TimeSpan.FromMinutes(30);

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

    /// <summary>Oz's newest answer to a poll with a final result of it; null when there was none.</summary>
    public AnalysisAnswer? Answer { get; init; }

    /// <summary>The worst final result among copies without a time; null when there is none.</summary>
    public Status? UndatedResult { get; init; }

    /// <summary>Identity fields for which payloads had different values.</summary>
    public AnalysisConflicts Conflicts { get; init; }

    /// <summary>The result with which it counts in its group. One that Oz contradicts is not a pass, and does not run.</summary>
    public Status Result
    {
        get
        {
            var result = Latest.Status.Result;
            if (!IsDisputed)
            {
                return result;
            }

            var worst = StatusRanking.Worse(Status.OperatorRequired, StatusRanking.IsTerminal(result) ? result : Status.OperatorRequired);
            return StatusRanking.Worse(worst, StatusRanking.Worse(Answer?.Result ?? worst, HasContraryUndatedCopy ? UndatedResult!.Value : worst));
        }
    }

    /// <summary>
    /// Whether Oz contradicts the copy that counts: its answer still has another final result long after that copy's time, which shows that
    /// the copies' times are not in the order of the changes; or, while no answer agrees, a copy without a time was worse.
    /// </summary>
    public bool IsDisputed => Answer?.Result != Latest.Status.Result
        && ((Answer is { } answer && (Latest.TimeUpdated is not { } at || answer.AskedAt - at > LongestLag)) || (HasContraryUndatedCopy && Latest.Status.IsTerminal));

    /// <summary>Whether a copy without a time was final, while the copy that counts, because it has a time, is running or better.</summary>
    internal bool HasContraryUndatedCopy => Latest is { TimeUpdated: not null, Status: var status }
        && UndatedResult is { } undated
        && (!status.IsTerminal || StatusRanking.Compare(undated, status.Result) > 0);

    /// <summary>When it finished at the latest, UTC: the earliest known end of its last run. Null while it runs, and when no time is known.</summary>
    public DateTimeOffset? FinishedAt => Finish.By;

    /// <summary>The bounds of when it finished; while it runs, the end is unknown.</summary>
    internal FinishBounds Finish
    {
        get
        {
            // When a running and a terminal copy have the same time, the terminal copy counts, so the analysis ended at that time.
            var end = Timeline.Ends is [var first, ..] ? first : Latest is { Status.IsTerminal: true, TimeUpdated: { } at } ? new AnalysisEnd(at, IsExact: true) : (AnalysisEnd?)null;
            var after = end is { IsExact: true } || (end is not null && Type is Liveness) ? end?.At : Times.Later(Timeline.RunningAt, TimeCreated);

            // A creation time after the end is not a valid lower bound.
            return new FinishBounds(end?.At, after > end?.At ? end?.At : after, Timeline.StillRunningAt, Timeline.EndedBesideAt);
        }
    }

    /// <summary>Creates the record of an analysis from a single copy.</summary>
    /// <param name="analysisId">Oz's id of the analysis.</param>
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
        UndatedResult = copy is { TimeUpdated: null, Status.HasFinalResult: true } ? copy.Status.Result : null,
    };

    /// <summary>Merges two records of the same analysis.</summary>
    /// <param name="left">The known record.</param>
    /// <param name="right">The new record.</param>
    /// <returns><paramref name="left"/> itself when <paramref name="right"/> adds nothing.</returns>
    public static Analysis Merge(Analysis left, Analysis right)
    {
        var merged = left with
        {
            GroupId = Smaller(left.GroupId, right.GroupId),
            Type = Smaller(left.Type, right.Type),
            TimeCreated = Times.Earlier(left.TimeCreated, right.TimeCreated),
            Latest = AnalysisCopy.Later(left.Latest, right.Latest),
            Timeline = AnalysisTimeline.Merge(left.Timeline, right.Timeline),
            Answer = AnalysisAnswer.Later(left.Answer, right.Answer),
            UndatedResult = left.UndatedResult is { } mine && right.UndatedResult is { } other ? StatusRanking.Worse(mine, other) : left.UndatedResult ?? right.UndatedResult,
            Conflicts = left.Conflicts | right.Conflicts | ConflictsBetween(left, right),
        };

        return merged == left ? left : merged;
    }

    /// <summary>Returns the record marked as Oz's answer to a poll.</summary>
    /// <param name="at">When Oz was polled, by our clock, UTC.</param>
    /// <returns>The record. A running state precedes every result, and lists may leave out the verdict, so neither contradicts anything.</returns>
    internal Analysis AnsweredAt(DateTimeOffset at) =>
        Latest.Status.HasFinalResult ? this with { Answer = new AnalysisAnswer(at, Latest.Status.Result) } : this;

    /// <summary>Whether another record of the same analysis has the same data, whatever its source.</summary>
    /// <param name="other">The merged record, of which this one is a part.</param>
    /// <returns>True when they differ at most in <see cref="Answer"/>.</returns>
    internal bool SaysTheSameAs(Analysis other) => ReferenceEquals(this, other) || (this == other with { Answer = Answer } && IsDisputed == other.IsDisputed && Result == other.Result);

    private static AnalysisConflicts ConflictsBetween(Analysis left, Analysis right) =>
        (Differ(left.GroupId, right.GroupId) ? AnalysisConflicts.GroupId : AnalysisConflicts.None)
        | (Differ(left.Type, right.Type) ? AnalysisConflicts.Type : AnalysisConflicts.None)
        | (left.TimeCreated is { } mine && right.TimeCreated is { } other && mine != other ? AnalysisConflicts.TimeCreated : AnalysisConflicts.None);

    private static bool Differ(string? left, string? right) => left is not null && right is not null && left != right;

    private static string? Smaller(string? left, string? right) =>
        left is null || (right is not null && string.CompareOrdinal(right, left) < 0) ? right : left;
}
