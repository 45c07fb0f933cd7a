namespace OzFunctions.Tests.Oracle;

/// <summary>
/// A second implementation of the status rules, written from the vendor's table and from the merge rules as simply as possible, without regard to
/// speed. It shares no code with the implementation under test. If a rule is ambiguous, it uses the reading that does not pass.
/// </summary>
internal static class FolderOracle
{
    /// <summary>Computes the state of a folder after these payloads were received, in any order.</summary>
    public static OracleResult Of(IEnumerable<OraclePayload> received)
    {
        var payloads = received.ToList();
        var analyses = payloads
            .SelectMany(static payload => payload.Analyses ?? [])
            .GroupBy(static copy => copy.AnalysisId)
            .OrderBy(static copies => copies.Key, StringComparer.Ordinal)
            .Select(copies => new OracleAnalysisHistory(copies.Key, copies, payloads))
            .ToList();
        var groups = analyses
            .GroupBy(static analysis => analysis.GroupId)
            .OrderBy(static group => group.Key, StringComparer.Ordinal)
            .Select(group => new OracleGroupHistory(group.Key, group, payloads))
            .ToList();
        var reports = new OracleReports(payloads, analyses);

        return analyses.Count == 0 ? WithoutAnalyses(reports)
            : analyses.Any(static analysis => OracleWords.Running(analysis.Result)) ? Running(analyses, groups, reports)
            : Finished(analyses, groups, reports);
    }

    private static OracleResult WithoutAnalyses(OracleReports reports)
    {
        var declined = reports.NewestResult is { } said && OracleReports.SaidOrState(said) != "SUCCESS" ? said : null;
        var counting = reports.Newest is { } newest && OracleReports.SaidOrState(newest) is null ? declined ?? newest : reports.Newest;
        if (counting is not null && OracleReports.SaidOrState(counting) == "SUCCESS")
        {
            counting = AnswerAfter(counting.Latest, reports) ?? reports.Undated ?? counting;
        }

        var (status, result) = counting is { } report ? OracleReports.Statuses(report) : ("INITIAL", "INITIAL");
        var heldBack = counting != reports.Newest;
        var owes = heldBack || reports.Newest is { Analyses: null } || reports.Conflict;
        return new OracleResult(new Verdict(status, result, result, Drift: false, heldBack, owes, []), result, [], []);
    }

    private static OracleResult Running(List<OracleAnalysisHistory> analyses, List<OracleGroupHistory> groups, OracleReports reports) =>
        new(
            new Verdict("PROCESSING", "PROCESSING", "PROCESSING", false, false, OwesRefresh(analyses, reports), Told(analyses)),
            "PROCESSING",
            [],
            groups);

    private static OracleResult Finished(List<OracleAnalysisHistory> analyses, List<OracleGroupHistory> groups, OracleReports reports)
    {
        var candidates = Candidates(groups);
        var report = OracleReports.Verdict(reports.Judging);
        var judged = report is null ? null : OracleReports.SaidBySystem(reports.Judging!);
        var last = Last(candidates);
        var (computed, isGuess) = Computed(candidates, last, reports.Judging, judged);
        var drift = judged is not null && candidates.All(candidate => candidate.Result != judged);

        var result = report is null ? computed : OracleWords.Worse(computed, report);
        var disputed = analyses.Any(static analysis => analysis.IsDisputed);
        if (disputed)
        {
            result = OracleWords.Worse(result, "OPERATOR_REQUIRED");
        }
        else if (result == "SUCCESS")
        {
            result = InPlaceOfAPass(analyses, reports);
        }

        var verdict = new Verdict(
            result == "PROCESSING" ? "PROCESSING" : analyses.Any(static analysis => analysis.Result == "FAILED") ? "FAILED" : "FINISHED",
            result,
            result == "PROCESSING" ? "PROCESSING" : OracleWords.Worse(Worst(groups), result),
            drift,
            HeldBack: result != computed || isGuess || disputed,
            isGuess || drift || disputed || result != computed || OwesRefresh(analyses, reports),
            Told(analyses));
        return new OracleResult(verdict, computed, candidates, groups);
    }

    private static List<OracleGroupHistory> Candidates(List<OracleGroupHistory> groups)
    {
        var candidates = groups.Where(group => group.GroupId is null || !groups.Any(other => other != group && other.GroupId is not null && other.CertainlyAfter(group))).ToList();
        return candidates.Count > 0 ? candidates : groups;
    }

    private static OracleGroupHistory Last(List<OracleGroupHistory> candidates) =>
        candidates
            .OrderBy(static group => group.FinishedBy ?? DateTimeOffset.MinValue)
            .ThenBy(static group => group.TimeCreated ?? DateTimeOffset.MinValue)
            .ThenBy(static group => group.GroupId, StringComparer.Ordinal)
            .Last();

    private static (string Result, bool IsGuess) Computed(List<OracleGroupHistory> candidates, OracleGroupHistory last, OraclePayload? judge, string? judged)
    {
        if (candidates.All(candidate => candidate.Result == last.Result))
        {
            return (last.Result, false);
        }

        if (judged is not null && candidates.Any(candidate => candidate.Result == judged) && (judged != "SUCCESS" || judge!.AskedAt is not null))
        {
            return (judged, false);
        }

        return (last.Result == "SUCCESS" ? "OPERATOR_REQUIRED" : last.Result, true);
    }

    /// <summary>The result in place of a computed pass: not a pass if a report without a pass is at least as new as every analysis.</summary>
    private static string InPlaceOfAPass(List<OracleAnalysisHistory> analyses, OracleReports reports)
    {
        var latest = analyses.Max(static analysis => analysis.Counting.TimeUpdated) ?? DateTimeOffset.MinValue;
        List<OraclePayload?> objections =
        [
            reports.Newest?.Latest >= latest ? reports.Newest : null,
            reports.NewestResult?.Latest >= latest ? reports.NewestResult : null,
            OracleReports.OperatorRefuses(reports.Newest) ? reports.Newest : null,
            AnswerAfter(latest, reports),
            reports.Undated,
        ];
        var said = objections.OfType<OraclePayload>().Select(OracleReports.SaidOrState).Where(static word => word is not (null or "SUCCESS")).ToList();
        return said.Exists(static word => OracleWords.Running(word!)) ? "PROCESSING" : said.Count > 0 ? "OPERATOR_REQUIRED" : "SUCCESS";
    }

    /// <summary>Oz's newest answer, if it still stands and was given over half an hour after a time, or the time is unknown.</summary>
    private static OraclePayload? AnswerAfter(DateTimeOffset time, OracleReports reports) => reports.IsNewestAnswerOver ? null
        : time == DateTimeOffset.MinValue || reports.NewestAnswer?.AskedAt - time > TimeSpan.FromMinutes(30) ? reports.NewestAnswer
        : null;

    private static bool OwesRefresh(List<OracleAnalysisHistory> analyses, OracleReports reports) =>
        analyses.Any(static analysis => !analysis.Words.IsUnderstood) || reports.Newest is { Analyses: null } || reports.Conflict;

    private static string Worst(List<OracleGroupHistory> groups) => groups.Select(static group => group.Result).Aggregate(OracleWords.Worse);

    private static List<AnalysisVerdict> Told(List<OracleAnalysisHistory> analyses) =>
        [.. analyses.Select(static analysis => new AnalysisVerdict(analysis.AnalysisId, analysis.GroupId, analysis.Type, analysis.Result, analysis.Counting.TimeUpdated))];
}
