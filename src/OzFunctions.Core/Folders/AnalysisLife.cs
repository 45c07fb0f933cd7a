namespace OzFunctions.Core.Folders;

/// <summary>
/// When an analysis was seen running and when it was seen to have ended: a join of all copies ever seen, from which follows between which
/// times it ended.
/// </summary>
public sealed record AnalysisLife
{
    // Ticks, and 0 for no time: they take less memory than three nullable times.
    private const long None = 0;

    private readonly long _runningAt;
    private readonly long _stillRunningAt;
    private readonly long _endedBesideAt;

    private AnalysisLife(DateTimeOffset? runningAt, DateTimeOffset? stillRunningAt, DateTimeOffset? endedBesideAt, IReadOnlyList<AnalysisEnd> ends) =>
        (_runningAt, _stillRunningAt, _endedBesideAt, Ends) = (ToTicks(runningAt), ToTicks(stillRunningAt), ToTicks(endedBesideAt), ends);

    /// <summary>Of an analysis of which no copy with a time was seen.</summary>
    public static AnalysisLife Unknown { get; } = new(null, null, null, []);

    /// <summary>The greatest <c>time_updated</c> of a running copy, UTC; null when none was seen.</summary>
    public DateTimeOffset? RunningAt => FromTicks(_runningAt);

    /// <summary>
    /// The greatest <c>time_updated</c> in a group that had ended as a whole in a payload that showed this analysis still running, UTC: it ended
    /// after that time. Null when no payload showed both.
    /// </summary>
    public DateTimeOffset? StillRunningAt => FromTicks(_stillRunningAt);

    /// <summary>The same time for the analyses of the groups that had ended.</summary>
    public DateTimeOffset? EndedBesideAt => FromTicks(_endedBesideAt);

    /// <summary>The times of terminal copies, each once, sorted. None that is not newer than <see cref="RunningAt"/>: it belongs to an earlier run.</summary>
    /// <remarks>All are kept: which of them count depends on running copies that may come later, and a limit would make the result depend on the order of arrival.</remarks>
    public IReadOnlyList<AnalysisEnd> Ends { get; }

    /// <summary>The life of which one copy was seen.</summary>
    /// <param name="copy">The copy.</param>
    /// <returns>The life.</returns>
    public static AnalysisLife Seen(AnalysisCopy copy) => copy.TimeUpdated is not { } at ? Unknown
        : copy.Status.IsTerminal ? new AnalysisLife(null, null, null, [new AnalysisEnd(at, copy.Status.IsNoDecision)])
        : new AnalysisLife(at, null, null, []);

    /// <summary>Makes a life from its parts.</summary>
    /// <param name="runningAt">See <see cref="RunningAt"/>.</param>
    /// <param name="stillRunningAt">See <see cref="StillRunningAt"/>.</param>
    /// <param name="endedBesideAt">See <see cref="EndedBesideAt"/>.</param>
    /// <param name="ends">See <see cref="Ends"/>; in any order.</param>
    /// <returns>The life.</returns>
    public static AnalysisLife Of(DateTimeOffset? runningAt, DateTimeOffset? stillRunningAt, DateTimeOffset? endedBesideAt, IEnumerable<AnalysisEnd> ends) =>
        new(runningAt, stillRunningAt, endedBesideAt, [.. ends.OrderBy(static end => end.At)]);

    /// <summary>Joins two lives of the same analysis.</summary>
    /// <param name="left">What is known.</param>
    /// <param name="right">What came.</param>
    /// <returns><paramref name="left"/> itself when <paramref name="right"/> adds nothing.</returns>
    public static AnalysisLife Merge(AnalysisLife left, AnalysisLife right)
    {
        var runningAt = Times.Later(left.RunningAt, right.RunningAt);
        var stillRunningAt = Times.Later(left.StillRunningAt, right.StillRunningAt);
        var endedBesideAt = Times.Later(left.EndedBesideAt, right.EndedBesideAt);
        var ends = MergeEnds(left.Ends, right.Ends, runningAt);
        return runningAt == left.RunningAt && stillRunningAt == left.StillRunningAt && endedBesideAt == left.EndedBesideAt && ends.SequenceEqual(left.Ends)
            ? left
            : new AnalysisLife(runningAt, stillRunningAt, endedBesideAt, ends);
    }

    /// <summary>The same life, of an analysis that a payload shows running beside groups that had ended.</summary>
    /// <param name="at">The latest of their ends, UTC.</param>
    /// <returns>The life.</returns>
    internal AnalysisLife RunningBeside(DateTimeOffset at) => new(RunningAt, Times.Later(StillRunningAt, at), EndedBesideAt, Ends);

    /// <summary>The same life, of an analysis of such a group.</summary>
    /// <param name="at">The latest of the ends of all such groups, UTC.</param>
    /// <returns>The life.</returns>
    internal AnalysisLife EndedBeside(DateTimeOffset at) => new(RunningAt, StillRunningAt, Times.Later(EndedBesideAt, at), Ends);

    private static IReadOnlyList<AnalysisEnd> MergeEnds(IReadOnlyList<AnalysisEnd> left, IReadOnlyList<AnalysisEnd> right, DateTimeOffset? runningAt)
    {
        // Mostly only one side has any.
        if ((left.Count == 0 || right.Count == 0) && (left.Count == 0 ? right : left) is var only && (only.Count == 0 || runningAt is null || only[0].At > runningAt))
        {
            return only;
        }

        var merged = new List<AnalysisEnd>(left.Count + right.Count);
        for (int i = 0, j = 0; i < left.Count || j < right.Count;)
        {
            var order = i == left.Count ? 1 : j == right.Count ? -1 : left[i].At.CompareTo(right[j].At);
            var end = order < 0 ? left[i] : order > 0 ? right[j] : left[i] with { IsExact = left[i].IsExact || right[j].IsExact };
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
            if (runningAt is null || end.At > runningAt)
            {
                merged.Add(end);
            }
        }

        return merged;
    }

    private static long ToTicks(DateTimeOffset? time) => time?.UtcTicks ?? None;

    private static DateTimeOffset? FromTicks(long ticks) => ticks == None ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
}
