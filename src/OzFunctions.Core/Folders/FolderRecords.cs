using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>
/// The records of a folder, or those of one payload. Merging is a join: commutative, associative and idempotent, so duplicates, reordering
/// and gaps end in the same records.
/// </summary>
/// <param name="Analyses">At most one record per analysis, sorted ordinally by id.</param>
/// <param name="Reported">Oz's own result of the folder; null while unknown.</param>
/// <param name="Metadata">The named metadata values; null while unknown.</param>
/// <param name="TimeCreated">When Oz created the folder, UTC; null while unknown.</param>
/// <param name="TimeUpdated">When Oz last changed the folder, UTC; null while unknown.</param>
/// <param name="Judging">The newest of Oz's own results that came with analyses; null while there is none.</param>
/// <param name="ReportsDiffer">Whether two webhooks had different values of <paramref name="Reported"/> for the same time.</param>
/// <param name="ReportedResult">The newest of Oz's own reports with a final result; null while there is none.</param>
/// <param name="Answered">The report with a result or a state in Oz's newest answer to a poll, whatever its times; null while there is none.</param>
/// <param name="Undated">The final report that counts among webhooks without any time; null while there is none.</param>
/// <param name="LastAnswerAt">When Oz was polled for its newest answer with a report of any kind, by our clock, UTC; null while there is none.</param>
public sealed record FolderRecords(
    IReadOnlyList<Analysis> Analyses,
    Observed<Reported>? Reported = null,
    Observed<FolderMetadata>? Metadata = null,
    Observed<DateTimeOffset>? TimeCreated = null,
    Observed<DateTimeOffset>? TimeUpdated = null,
    JudgingReport? Judging = null,
    bool ReportsDiffer = false,
    Observed<Reported>? ReportedResult = null,
    Observed<Reported>? Answered = null,
    Observed<Reported>? Undated = null,
    DateTimeOffset? LastAnswerAt = null)
{
    /// <summary>The records of an unknown folder: none.</summary>
    public static FolderRecords Empty { get; } = new([]);

    /// <summary>The metadata values under which the folder is listed, sorted ordinally by key.</summary>
    public IReadOnlyList<FolderMetadataEntry> ListedMetadata => [.. (Metadata?.Value.Entries ?? []).Where(static entry => entry.Value is not null)];

    /// <summary>
    /// The report that counts while no analysis is known: the newest. One without a result does not replace an earlier one that does not pass, nor does a pass
    /// replace one that may be newer.
    /// </summary>
    internal Observed<Reported>? ReportWithoutAnalyses =>
        Reported is { Value.ResultOrState: null } && ReportedResult is { Value.ResultOrState: not Status.Success } declined ? declined
        : Reported is { Value.ResultOrState: Status.Success, At: var at } ? LaterAnswer(at) ?? UnsettledReport ?? Reported
        : Reported;

    /// <summary>The report of a webhook without any time that does not pass, until an answer of Oz passes: it may be newer than all that is known.</summary>
    internal Observed<Reported>? UnsettledReport => Undated is { Value.ResultOrState: not Status.Success } && !IsPassedByOz ? Undated : null;

    /// <summary>The latest time in all records, UTC; null when there is none.</summary>
    public DateTimeOffset? LatestTime => Analyses
        .Select(static analysis => analysis.Latest.TimeUpdated)
        .Concat([Reported?.At, Metadata?.At, TimeCreated?.At, TimeUpdated?.At])
        .Max();

    /// <summary>Merges the known records with those of a payload.</summary>
    /// <param name="known">The known records.</param>
    /// <param name="incoming">The records of the payload.</param>
    /// <returns><paramref name="known"/> itself when <paramref name="incoming"/> adds nothing.</returns>
    public static FolderRecords Merge(FolderRecords known, FolderRecords incoming)
    {
        var (analyses, knownIsWhole, incomingIsWhole) = MergeAnalyses(known.Analyses, incoming.Analyses);
        var merged = new FolderRecords(
            analyses,
            Observed<Reported>.Later(known.Reported, incoming.Reported),
            Observed<FolderMetadata>.Later(known.Metadata, incoming.Metadata),
            Observed<DateTimeOffset>.Later(known.TimeCreated, incoming.TimeCreated),
            Observed<DateTimeOffset>.Later(known.TimeUpdated, incoming.TimeUpdated),
            JudgingReport.Later(known.Judging, knownIsWhole, incoming.Judging, incomingIsWhole),
            ReportsDifferIn(known, incoming),
            Observed<Reported>.Later(known.ReportedResult, incoming.ReportedResult),
            Observed<Reported>.LaterAsked(known.Answered, incoming.Answered),
            Observed<Reported>.Later(known.Undated, incoming.Undated),
            Times.Later(known.LastAnswerAt, incoming.LastAnswerAt));

        return merged == known ? known : merged;
    }

    /// <summary>
    /// Whether merged records differ from these only in their source: an answer from Oz confirmed what a webhook or an earlier answer
    /// contained.
    /// </summary>
    /// <param name="other">The merged records, of which these are a part.</param>
    /// <returns>True when they contain nothing new.</returns>
    internal bool IsConfirmedBy(FolderRecords other) =>
        Analyses.Count == other.Analyses.Count
        && Analyses.Zip(other.Analyses).All(static pair => pair.First.SaysTheSameAs(pair.Second))
        && SaysTheSame(Reported, other.Reported)
        && SaysTheSame(ReportedResult, other.ReportedResult)
        && SaysTheSame(Undated, other.Undated)
        && SaysTheSame(Metadata, other.Metadata)
        && SaysTheSame(TimeCreated, other.TimeCreated)
        && SaysTheSame(TimeUpdated, other.TimeUpdated)
        && Judging?.At == other.Judging?.At;

    /// <summary>Returns the records marked as Oz's answer to a poll.</summary>
    /// <param name="at">When Oz was polled, by our clock, UTC.</param>
    /// <returns>The records.</returns>
    internal FolderRecords AskedAt(DateTimeOffset at) => this with
    {
        Analyses = [.. Analyses.Select(analysis => analysis.AnsweredAt(at))],
        Reported = Reported is null ? null : Reported with { AskedAt = at },
        ReportedResult = ReportedResult is null ? null : ReportedResult with { AskedAt = at },
        Answered = Reported is { Value.ResultOrState: not null } ? Reported with { AskedAt = at } : null,
        Undated = null,
        LastAnswerAt = Reported is null ? null : at,
        Metadata = Metadata is null ? null : Metadata with { AskedAt = at },
        TimeCreated = TimeCreated is null ? null : TimeCreated with { AskedAt = at },
        TimeUpdated = TimeUpdated is null ? null : TimeUpdated with { AskedAt = at },
        Judging = Judging?.Current is { } current ? Judging with { Current = current with { AskedAt = at } } : Judging,
    };

    // A newer answer without a result says of the folder only that nothing runs any more. Its analyses say whether they passed.
    private bool IsPassedByOz => LastAnswerAt is not null
        && LaterAnswer(time: null) is null
        && (Answered is { Value.ResultOrState: Status.Success } || (Analyses.Count > 0 && Analyses.All(static analysis => analysis.Answer is { Result: Status.Success })));

    /// <summary>
    /// Oz's newest answer with a result or a state, if it was given so long after a time that it cannot have been behind, and does not pass. A running state counts until
    /// the next answer.
    /// </summary>
    /// <param name="time">The time, UTC; null for one that is not known.</param>
    /// <returns>The report in the answer; null if there is none.</returns>
    internal Observed<Reported>? LaterAnswer(DateTimeOffset? time) =>
        Answered is { Value.ResultOrState: { } state and not Status.Success } answer
        && (StatusRanking.IsTerminal(state) || !(LastAnswerAt > answer.AskedAt))
        && (time is null || answer.AskedAt - time > Analysis.LongestLag) ? answer : null;

    private static (IReadOnlyList<Analysis> Merged, bool KnownIsWhole, bool IncomingIsWhole) MergeAnalyses(IReadOnlyList<Analysis> known, IReadOnlyList<Analysis> incoming)
    {
        var merged = new List<Analysis>(Math.Max(known.Count, incoming.Count));
        var (changed, knownIsWhole, incomingIsWhole) = (false, true, true);

        for (int i = 0, j = 0; i < known.Count || j < incoming.Count;)
        {
            var order = i == known.Count ? 1 : j == incoming.Count ? -1 : string.CompareOrdinal(known[i].AnalysisId, incoming[j].AnalysisId);
            var next = order switch
            {
                < 0 => known[i],
                > 0 => incoming[j],
                _ => Analysis.Merge(known[i], incoming[j]),
            };

            changed |= order > 0 || !ReferenceEquals(next, known[i]);
            knownIsWhole &= order <= 0 && next.Latest.HasSameResultAs(known[i].Latest);
            incomingIsWhole &= order >= 0 && next.Latest.HasSameResultAs(incoming[j].Latest);
            merged.Add(next);
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return (changed ? merged : known, knownIsWhole, incomingIsWhole);
    }

    // An answer from Oz settles a difference between webhooks for the same time.
    private static bool ReportsDifferIn(FolderRecords known, FolderRecords incoming)
    {
        if (known.Reported is not { } left || incoming.Reported is not { } right)
        {
            return known.ReportsDiffer || incoming.ReportsDiffer;
        }

        return Observed<Reported>.CompareTimes(left, right) switch
        {
            > 0 => known.ReportsDiffer,
            < 0 => incoming.ReportsDiffer,
            _ => known.ReportsDiffer || incoming.ReportsDiffer || (left.AskedAt is null && !left.Value.HasTheWordsOf(right.Value)),
        };
    }

    private static bool SaysTheSame<T>(Observed<T>? left, Observed<T>? right)
        where T : IComparable<T> => left is null ? right is null : right is not null && left.SaysTheSameAs(right);
}
