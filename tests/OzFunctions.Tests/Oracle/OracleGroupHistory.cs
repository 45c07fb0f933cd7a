namespace OzFunctions.Tests.Oracle;

/// <summary>Everything that all payloads told about one group.</summary>
internal sealed class OracleGroupHistory
{
    private readonly IReadOnlyList<OraclePayload> _payloads;

    public OracleGroupHistory(string? groupId, IEnumerable<OracleAnalysisHistory> analyses, IReadOnlyList<OraclePayload> payloads)
    {
        (GroupId, Analyses, _payloads) = (groupId, [.. analyses], payloads);
        Result = Analyses.Select(static analysis => analysis.Words.Result).Aggregate(OracleWords.Worse);
        TimeCreated = Analyses.Max(static analysis => analysis.TimeCreated);
        FinishedBy = Analyses.Any(static analysis => analysis.FinishedBy is null) ? null : Analyses.Max(static analysis => analysis.FinishedBy);
        FinishedAfter = Analyses.Max(static analysis => analysis.FinishedAfter);
    }

    public string? GroupId { get; }

    public IReadOnlyList<OracleAnalysisHistory> Analyses { get; }

    public string Result { get; }

    public DateTimeOffset? TimeCreated { get; }

    /// <summary>The latest that its last analysis can have finished; null if that is unknown.</summary>
    public DateTimeOffset? FinishedBy { get; }

    /// <summary>The earliest that its last analysis can have finished; null if that is unknown.</summary>
    public DateTimeOffset? FinishedAfter { get; }

    public bool IsExact => FinishedBy is not null && FinishedBy == FinishedAfter;

    /// <summary>Whether this group is certain to have finished after another.</summary>
    public bool CertainlyAfter(OracleGroupHistory other) =>
        (FinishedAfter is { } after && other.FinishedBy is { } by && after > by) || Outlasts(other);

    /// <summary>Whether a payload shows this group running, and the other with all of its analyses at an end that still counts.</summary>
    private bool Outlasts(OracleGroupHistory other) =>
        _payloads.Any(payload =>
            payload.Analyses is { } copies
            && Analyses.Any(analysis => copies.Any(copy => copy.AnalysisId == analysis.AnalysisId && OracleWords.Of(copy).IsRunning))
            && other.Analyses.All(analysis => copies.Any(copy => copy.AnalysisId == analysis.AnalysisId) && copies.Where(copy => copy.AnalysisId == analysis.AnalysisId).All(analysis.IsValidEnd)));
}
