using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>
/// Computes the result of a folder: that of the group that finished last, unless Oz's report decides otherwise. A folder passes only when
/// nothing contradicts it; while missing data makes the result uncertain, it does not pass.
/// </summary>
/// <param name="SystemResolution">The result.</param>
/// <param name="HeldBack">Why the result is held back.</param>
/// <param name="OzChose">Whether Oz's report chose between groups that may each have finished last.</param>
/// <param name="Drift">Whether Oz's report is the result of none of these groups.</param>
internal readonly record struct Verdict(Status SystemResolution, HeldBack HeldBack, bool OzChose, bool Drift)
{
    /// <summary>Computes the result of a folder with known analyses.</summary>
    public static Verdict Of(FolderRecords records, IReadOnlyList<AnalysisGroup> groups)
    {
        if (groups.Any(static group => !StatusRanking.IsTerminal(group.Result)))
        {
            return new Verdict(Status.Processing, HeldBack.None, OzChose: false, Drift: false);
        }

        // A running state is not a result. An unknown running analysis is handled by InPlaceOfAPass.
        var report = records.Judging?.Current is { Value.Result: { } result } current && StatusRanking.IsTerminal(result) ? current : null;
        var reported = report?.Value.ResultWord?.Result;
        var candidates = LastGroups.Of(groups);
        var verdict = OfCandidates(candidates, reported, isAnswer: report?.AskedAt is not null) with
        {
            Drift = reported is { } other && candidates.All(candidate => candidate.Result != other),
        };

        if (report?.Value.Result is { } worse && StatusRanking.Compare(worse, verdict.SystemResolution) > 0)
        {
            verdict = verdict with { SystemResolution = worse, HeldBack = HeldBack.OzReportsWorse };
        }

        if (records.Analyses.Any(static analysis => analysis.IsDisputed))
        {
            return verdict with { SystemResolution = StatusRanking.Worse(verdict.SystemResolution, Status.OperatorRequired), HeldBack = HeldBack.OzDisagrees };
        }

        return verdict.SystemResolution is Status.Success && InPlaceOfAPass(records) is { } instead
            ? verdict with { SystemResolution = instead, HeldBack = HeldBack.NewerReport }
            : verdict;
    }

    /// <summary>Whether the result of a folder without known analyses is held back.</summary>
    public static Verdict WithoutAnalyses(FolderRecords records) => records.ReportWithoutAnalyses == records.Reported ? default : default(Verdict) with { HeldBack = HeldBack.NewerReport };

    private static Verdict OfCandidates(IReadOnlyList<AnalysisGroup> candidates, Status? reported, bool isAnswer)
    {
        if (candidates.All(candidate => candidate.Result == candidates[0].Result))
        {
            return new Verdict(candidates[0].Result, HeldBack.None, OzChose: false, Drift: false);
        }

        // Oz knows the order, which we cannot see. A pass requires an answer to a poll, because a webhook may be older than its times suggest.
        if (reported is { } chosen && (chosen is not Status.Success || isAnswer) && candidates.Any(candidate => candidate.Result == chosen))
        {
            return new Verdict(chosen, HeldBack.None, OzChose: true, Drift: false);
        }

        var last = candidates.Max(Comparer<AnalysisGroup>.Create(AnalysisGroup.CompareByFinish))!.Result;
        return new Verdict(last is Status.Success ? Status.OperatorRequired : last, HeldBack.OrderUnknown, OzChose: false, Drift: false);
    }

    // A report with the same time as an analysis may be older or newer than it, so it counts as newer. A report without a result, such as
    // FINISHED alone, does not release a folder that an earlier one declined. No analysis supersedes an operator's decision.
    private static Status? InPlaceOfAPass(FolderRecords records)
    {
        var latest = records.Analyses.Max(static analysis => analysis.Latest.TimeUpdated);
        Status? instead = null;
        foreach (var report in (Observed<Reported>?[])
        [
            Newer(records.Reported),
            Newer(records.ReportedResult),
            records.Reported is { Value.IsRefusedByOperator: true } refused ? refused : null,
            records.UnsettledReport,
            records.LaterAnswer(latest),
        ])
        {
            if (report?.Value.ResultOrState is { } state and not Status.Success)
            {
                instead = StatusRanking.IsTerminal(state) ? instead ?? Status.OperatorRequired : Status.Processing;
            }
        }

        return instead;

        Observed<Reported>? Newer(Observed<Reported>? report) => report is not null && Nullable.Compare(report.At, latest) >= 0 ? report : null;
    }
}
