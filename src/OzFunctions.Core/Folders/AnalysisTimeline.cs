namespace OzFunctions.Core.Folders;

/// <summary>When an analysis was seen running and when it was seen finished: a join of all copies ever seen, from which the bounds of its end follow.</summary>
public sealed record AnalysisTimeline
{
    // Ticks, with 0 for unknown: they take less memory than three nullable times.
    private const long None = 0;

    private readonly long _runningAt;
    private readonly long _stillRunningAt;
    private readonly long _endedBesideAt;

    private AnalysisTimeline(DateTimeOffset? runningAt, DateTimeOffset? stillRunningAt, DateTimeOffset? endedBesideAt, IReadOnlyList<AnalysisEnd> ends) =>
        (_runningAt, _stillRunningAt, _endedBesideAt, Ends) = (ToTicks(runningAt), ToTicks(stillRunningAt), ToTicks(endedBesideAt), ends);

    /// <summary>The times of an analysis of which no copy with a time was seen.</summary>
    public static AnalysisTimeline Unknown { get; } = new(null, null, null, []);

    /// <summary>The greatest <c>time_updated</c> of a running copy, UTC; null when there is none.</summary>
    public DateTimeOffset? RunningAt => FromTicks(_runningAt);

    /// <summary>
    /// A lower bound of its end, UTC: when a payload shows this analysis running beside a group that has finished, the greatest
    /// <c>time_updated</c> in that group. Null when no payload shows both.
    /// </summary>
    public DateTimeOffset? StillRunningAt => FromTicks(_stillRunningAt);

    /// <summary>The same time, for the analyses of the finished groups.</summary>
    public DateTimeOffset? EndedBesideAt => FromTicks(_endedBesideAt);

    /// <summary>
    /// The times of terminal copies, without duplicates, sorted. Times not later than <see cref="RunningAt"/> are left out: they belong to
    /// an earlier run.
    /// </summary>
    /// <remarks>
    /// All are kept: which of them count depends on running copies that may arrive later, and a limit would make the result depend on the
    /// order of arrival.
    /// </remarks>
    public IReadOnlyList<AnalysisEnd> Ends { get; }

    /// <summary>Creates the times of an analysis of which one copy was seen.</summary>
    /// <param name="copy">The copy.</param>
    /// <returns>The times.</returns>
    public static AnalysisTimeline Seen(AnalysisCopy copy) => copy.TimeUpdated is not { } at ? Unknown
        : copy.Status.IsTerminal ? new AnalysisTimeline(null, null, null, [new AnalysisEnd(at, copy.Status.IsNoDecision)])
        : new AnalysisTimeline(at, null, null, []);

    /// <summary>Creates the times from their parts.</summary>
    /// <param name="runningAt">See <see cref="RunningAt"/>.</param>
    /// <param name="stillRunningAt">See <see cref="StillRunningAt"/>.</param>
    /// <param name="endedBesideAt">See <see cref="EndedBesideAt"/>.</param>
    /// <param name="ends">See <see cref="Ends"/>; in any order.</param>
    /// <returns>The times.</returns>
    public static AnalysisTimeline Of(DateTimeOffset? runningAt, DateTimeOffset? stillRunningAt, DateTimeOffset? endedBesideAt, IEnumerable<AnalysisEnd> ends) =>
        new(runningAt, stillRunningAt, endedBesideAt, [.. ends.OrderBy(static end => end.At)]);

    /// <summary>Merges the times of the same analysis.</summary>
    /// <param name="left">The known times.</param>
    /// <param name="right">The new times.</param>
    /// <returns><paramref name="left"/> itself when <paramref name="right"/> adds nothing.</returns>
    public static AnalysisTimeline Merge(AnalysisTimeline left, AnalysisTimeline right)
    {
        var runningAt = Times.Later(left.RunningAt, right.RunningAt);
        var stillRunningAt = Times.Later(left.StillRunningAt, right.StillRunningAt);
        var endedBesideAt = Times.Later(left.EndedBesideAt, right.EndedBesideAt);
        var ends = MergeEnds(left.Ends, right.Ends, runningAt);
        return runningAt == left.RunningAt && stillRunningAt == left.StillRunningAt && endedBesideAt == left.EndedBesideAt && ends.SequenceEqual(left.Ends)
            ? left
            : new AnalysisTimeline(runningAt, stillRunningAt, endedBesideAt, ends);
    }

    /// <summary>Returns the times with a payload added that shows this analysis running beside finished groups.</summary>
    /// <param name="at">The latest end of these groups, UTC.</param>
    /// <returns>The times.</returns>
    internal AnalysisTimeline RunningBeside(DateTimeOffset at) => new(RunningAt, Times.Later(StillRunningAt, at), EndedBesideAt, Ends);

    /// <summary>Returns the times with a payload added that shows this analysis finished in such a group.</summary>
    /// <param name="at">The latest end of all such groups, UTC.</param>
    /// <returns>The times.</returns>
    internal AnalysisTimeline EndedBeside(DateTimeOffset at) => new(RunningAt, StillRunningAt, Times.Later(EndedBesideAt, at), Ends);

    private static IReadOnlyList<AnalysisEnd> MergeEnds(IReadOnlyList<AnalysisEnd> left, IReadOnlyList<AnalysisEnd> right, DateTimeOffset? runningAt)
    {
        // Usually only one side has any.
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
