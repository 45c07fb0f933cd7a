namespace OzFunctions.Tests.Oracle;

/// <summary>What Oz itself says of the folder: the newest report of all, and the one that may judge.</summary>
internal sealed class OracleReports
{
    public OracleReports(IReadOnlyList<OraclePayload> payloads, IReadOnlyList<OracleAnalysisHistory> analyses)
    {
        var reports = payloads.Where(static payload => Said(payload) is not null).ToList();
        Newest = NewestOf(reports);
        NewestOfAnyWord = NewestOf(payloads.Where(static payload => Said(payload) is not null || OracleWords.Word(payload.ResolutionStatus) is not null));
        Judging = NewestOf(reports.Where(static report => report.Analyses is not null), MayJudge) is { } judge && MayJudge(judge) ? judge : null;
        Conflict = Newest is { AskedAt: null } && reports.Where(report => report.Latest == Newest.Latest).Select(Said).Distinct().Count() > 1;

        bool MayJudge(OraclePayload report) => IsCompleteAndCurrent(report, analyses);
    }

    /// <summary>The newest report of all.</summary>
    public OraclePayload? Newest { get; }

    /// <summary>The newest payload with a status of the folder, whichever.</summary>
    public OraclePayload? NewestOfAnyWord { get; }

    /// <summary>The newest report that speaks of analyses, if it is complete and current.</summary>
    public OraclePayload? Judging { get; }

    /// <summary>Whether two webhooks that are the newest differ.</summary>
    public bool Conflict { get; }

    /// <summary>The folder's <c>system_resolution</c> as a result: FINISHED and unknown words need a person.</summary>
    public static string? Said(OraclePayload payload) => OracleWords.Word(payload.SystemResolution) is { } word ? OracleWords.Understood(word) : null;

    /// <summary>What a report says unless it is a running state, which is not compared.</summary>
    public static string? Verdict(OraclePayload? report) => report is not null && Said(report) is { } said && !OracleWords.Running(said) ? said : null;

    private static OraclePayload? NewestOf(IEnumerable<OraclePayload> reports, Func<OraclePayload, bool>? preferred = null) =>
        reports
            .OrderBy(static report => report.Latest)
            .ThenBy(static report => report.AskedAt is not null)
            .ThenBy(static report => report.AskedAt)
            .ThenBy(report => preferred is not null && preferred(report))
            .ThenBy(static report => Caution(Said(report)))
            .ThenBy(static report => report, OracleText.OfPayloads)
            .LastOrDefault();

    /// <summary>Of two reports that nothing else orders, what does not pass counts.</summary>
    private static int Caution(string? said) => said switch
    {
        null => 0,
        "SUCCESS" => 1,
        "INITIAL" or "PROCESSING" => 2,
        _ => 100 - OracleWords.Goodness(said),
    };

    private static bool IsCompleteAndCurrent(OraclePayload report, IReadOnlyList<OracleAnalysisHistory> analyses)
    {
        var spoken = report.Analyses!.GroupBy(static copy => copy.AnalysisId).ToDictionary(static copies => copies.Key);
        return spoken.Count == analyses.Count
            && analyses.All(analysis => spoken.TryGetValue(analysis.AnalysisId, out var copies)
                && analysis.Counts(OracleAnalysisHistory.Greatest(copies.Select(static copy => (copy, OracleWords.Of(copy)))).Copy));
    }
}
