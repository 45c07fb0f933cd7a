using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>
/// The result of a folder: of the group that finished last, unless Oz knows better. A pass needs that nobody who knows disagrees, so where
/// something missing makes the result uncertain, nothing passes.
/// </summary>
/// <param name="SystemResolution">The result.</param>
/// <param name="HeldBack">Why it is not what the analyses say.</param>
/// <param name="OzChose">Whether Oz's report chose between groups that may each have finished last.</param>
/// <param name="Drift">Whether Oz reports what none of these groups has.</param>
internal readonly record struct Verdict(Status SystemResolution, HeldBack HeldBack, bool OzChose, bool Drift)
{
    /// <summary>Works out the result of a folder of which analyses are known.</summary>
    /// <param name="records">What is known of the folder.</param>
    /// <param name="groups">Its groups.</param>
    /// <returns>The result.</returns>
    public static Verdict Of(FolderRecords records, IReadOnlyList<AnalysisGroup> groups)
    {
        if (groups.Any(static group => !StatusRanking.IsTerminal(group.Result)))
        {
            return new Verdict(Status.Processing, HeldBack.None, OzChose: false, Drift: false);
        }

        // A running state is no result. That something runs which is not known here shows below.
        var report = records.Judging?.Current is { Value.Result: { } result } current && StatusRanking.IsTerminal(result) ? current : null;
        var reported = report?.Value.Result;
        var candidates = LastGroups.Of(groups);
        var verdict = OfCandidates(candidates, reported, isAnswer: report?.AskedAt is not null) with
        {
            Drift = reported is { } other && candidates.All(candidate => candidate.Result != other),
        };

        if (reported is { } worse && StatusRanking.Compare(worse, verdict.SystemResolution) > 0)
        {
            verdict = verdict with { SystemResolution = worse, HeldBack = HeldBack.OzReportsWorse };
        }

        return verdict.SystemResolution is Status.Success && InPlaceOfAPass(records) is { } instead
            ? verdict with { SystemResolution = instead, HeldBack = HeldBack.NewerReport }
            : verdict;
    }

    private static Verdict OfCandidates(IReadOnlyList<AnalysisGroup> candidates, Status? reported, bool isAnswer)
    {
        if (candidates.All(candidate => candidate.Result == candidates[0].Result))
        {
            return new Verdict(candidates[0].Result, HeldBack.None, OzChose: false, Drift: false);
        }

        // Oz knows the order that we cannot see. For a pass it must have been asked: what a webhook says may be older than it looks.
        if (reported is { } chosen && (chosen is not Status.Success || isAnswer) && candidates.Any(candidate => candidate.Result == chosen))
        {
            return new Verdict(chosen, HeldBack.None, OzChose: true, Drift: false);
        }

        var last = candidates.MaxBy(static candidate => candidate, Comparer<AnalysisGroup>.Create(AnalysisGroup.CompareByFinish))!.Result;
        return new Verdict(last is Status.Success ? Status.OperatorRequired : last, HeldBack.OrderUnknown, OzChose: false, Drift: false);
    }

    // A report of the same time as an analysis may be of before it or of after it, so it counts like a newer one.
    private static Status? InPlaceOfAPass(FolderRecords records) =>
        records.Reported is { Value.ResultOrState: { } result } newest
        && result is not Status.Success
        && Nullable.Compare(newest.At, records.Analyses.Max(static analysis => analysis.Latest.TimeUpdated)) >= 0
            ? StatusRanking.IsTerminal(result) ? Status.OperatorRequired : Status.Processing
            : null;
}
