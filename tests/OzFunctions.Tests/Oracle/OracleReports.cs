namespace OzFunctions.Tests.Oracle;

/// <summary>Oz's own statements about the folder: the newest report of all, and the one that may decide the result.</summary>
internal sealed class OracleReports
{
    public OracleReports(IReadOnlyList<OraclePayload> payloads, IReadOnlyList<OracleAnalysisHistory> analyses)
    {
        Newest = NewestOf(payloads.Where(HasWords));
        NewestResult = NewestOf(payloads.Where(static payload => SaidOrState(payload) is { } said && !OracleWords.Running(said)));
        Judging = NewestOf(payloads.Where(static payload => payload.Analyses is not null && Said(payload) is not null), MayJudge) is { } judge && MayJudge(judge) ? judge : null;
        NewestAnswer = payloads
            .Where(static payload => payload.AskedAt is not null && SaidOrState(payload) is not null)
            .OrderBy(static answer => answer.AskedAt)
            .ThenBy(static answer => answer.Latest)
            .ThenBy(Place)
            .ThenBy(static answer => answer, OracleText.OfPayloads)
            .LastOrDefault();

        // Oz said that something runs, and later answered without saying anything of the kind: it runs no more.
        var answeredAt = payloads.Where(HasWords).Max(static payload => payload.AskedAt);
        IsNewestAnswerOver = NewestAnswer is not null && OracleWords.Running(SaidOrState(NewestAnswer)!) && answeredAt > NewestAnswer.AskedAt;
        var isPassed = NewestAnswer is not null && SaidOrState(NewestAnswer) == "SUCCESS";
        var arePassed = answeredAt is not null && (NewestAnswer is null || IsNewestAnswerOver) && analyses.Count > 0 && analyses.All(static analysis => analysis.IsPassedByOz);
        var undated = NewestOf(payloads.Where(static payload => payload is { AskedAt: null } && payload.Latest == DateTimeOffset.MinValue && SaidOrState(payload) is { } said && !OracleWords.Running(said)));
        Undated = undated is null || isPassed || arePassed || SaidOrState(undated) == "SUCCESS" ? null : undated;
        Conflict = Newest is { AskedAt: null }
            && payloads.Where(payload => payload.Latest == Newest.Latest).Select(SaidOrState).Where(static said => said is not null).Distinct().Count() > 1;

        bool MayJudge(OraclePayload report) => IsCompleteAndCurrent(report, analyses);
    }

    /// <summary>The newest payload with any status of the folder.</summary>
    public OraclePayload? Newest { get; }

    /// <summary>The newest payload with a final result of the folder.</summary>
    public OraclePayload? NewestResult { get; }

    /// <summary>The newest report that contains analyses, if it is complete and current.</summary>
    public OraclePayload? Judging { get; }

    /// <summary>Oz's newest answer with a result or state of the folder.</summary>
    public OraclePayload? NewestAnswer { get; }

    /// <summary>Whether that answer said that something runs, and another came after it without a result or state.</summary>
    public bool IsNewestAnswerOver { get; }

    /// <summary>The final report that counts among webhooks without any time, unless it passes, or Oz has passed the folder or all its analyses.</summary>
    public OraclePayload? Undated { get; }

    /// <summary>Whether the newest webhooks, of the same time, differ.</summary>
    public bool Conflict { get; }

    /// <summary>
    /// The folder's result: its <c>system_resolution</c>, or the verdict that older versions wrote into <c>resolution_status</c>. No pass beside an
    /// <c>operator_status</c> that neither passes nor runs.
    /// </summary>
    public static string? Said(OraclePayload payload) => WithOperator(payload, SaidBySystem(payload));

    /// <summary>Whether the operator's word is anything but a pass or a running state.</summary>
    public static bool OperatorRefuses(OraclePayload? payload) =>
        OracleWords.Word(payload?.OperatorStatus) is { } word && OracleWords.Understood(word) is not ("SUCCESS" or "INITIAL" or "PROCESSING");

    /// <summary>The folder's result, whatever the operator said. A pass counts only beside a <c>resolution_status</c> that speaks of no other result and does not run.</summary>
    public static string? SaidBySystem(OraclePayload payload)
    {
        var deciding = Deciding(payload);
        return deciding is null ? null : OracleWords.Understood(deciding);
    }

    private static string? Deciding(OraclePayload payload)
    {
        var (system, status) = (OracleWords.Word(payload.SystemResolution), OracleWords.Word(payload.ResolutionStatus));
        return system switch
        {
            null => status is null or "INITIAL" or "PROCESSING" or "FAILED" or "FINISHED" ? null : status,
            "SUCCESS" when status is not (null or "FAILED" or "FINISHED") => status,
            _ => system,
        };
    }

    private static bool HasWords(OraclePayload payload) => payload.ResolutionStatus is not null || payload.SystemResolution is not null || payload.OperatorStatus is not null;

    private static string? WithOperator(OraclePayload payload, string? result) =>
        OperatorRefuses(payload) ? OracleWords.Worse(result ?? "OPERATOR_REQUIRED", "OPERATOR_REQUIRED") : result;

    /// <summary>The folder's result, or the state that <c>resolution_status</c> reports of some analysis.</summary>
    public static string? SaidOrState(OraclePayload payload) =>
        Said(payload) ?? (OracleWords.Word(payload.ResolutionStatus) is "INITIAL" or "PROCESSING" or "FAILED" ? OracleWords.Word(payload.ResolutionStatus) : null);

    /// <summary>The reported result, unless it is a running state, which is not compared.</summary>
    public static string? Verdict(OraclePayload? report) => report is not null && Said(report) is { } said && !OracleWords.Running(said) ? said : null;

    /// <summary>Both statuses of a folder that is known only from this report.</summary>
    public static (string Status, string Result) Statuses(OraclePayload report)
    {
        var status = OracleWords.Word(report.ResolutionStatus) switch
        {
            null => null,
            ("INITIAL" or "PROCESSING" or "FAILED") and var state => state,
            _ => "FINISHED",
        };
        var said = SaidBySystem(report);
        var result = WithOperator(report, said ?? (status is null ? "INITIAL" : OracleWords.Understood(status)))!;
        return (status ?? (said is null ? "INITIAL" : said is "INITIAL" or "PROCESSING" or "FAILED" ? said : "FINISHED"), result);
    }

    private static OraclePayload? NewestOf(IEnumerable<OraclePayload> reports, Func<OraclePayload, bool>? preferred = null) =>
        reports
            .OrderBy(static report => report.Latest)

            // A report with outdated copies was created before one with current copies.
            .ThenBy(report => preferred is not null && preferred(report))
            .ThenBy(static report => report.AskedAt is not null)
            .ThenBy(static report => report.AskedAt)
            .ThenBy(Place)
            .ThenBy(static report => report, OracleText.OfPayloads)
            .LastOrDefault();

    /// <summary>
    /// Orders reports of the same time as copies: a finished state takes precedence over a running one, a decision over the request for it,
    /// and the worse result over the better.
    /// </summary>
    private static int Place(OraclePayload report) => SaidOrState(report) switch
    {
        null => 0,
        "PROCESSING" => 1,
        "INITIAL" => 2,
        "OPERATOR_REQUIRED" when Deciding(report) is "OPERATOR_REQUIRED" or "SUCCESS" && (!OperatorRefuses(report) || OracleWords.Word(report.OperatorStatus) == "OPERATOR_REQUIRED") => 3,
        var said => 100 - OracleWords.Goodness(said),
    };

    private static bool IsCompleteAndCurrent(OraclePayload report, IReadOnlyList<OracleAnalysisHistory> analyses)
    {
        var spoken = report.Analyses!.GroupBy(static copy => copy.AnalysisId).ToDictionary(static copies => copies.Key);
        return spoken.Count == analyses.Count
            && analyses.All(analysis => spoken.TryGetValue(analysis.AnalysisId, out var copies)
                && analysis.Counts(OracleAnalysisHistory.Greatest(copies.Select(static copy => (copy, OracleWords.Of(copy)))).Copy));
    }
}
