namespace OzFunctions.Tests.Oracle;

/// <summary>Everything that the payloads contain about one group.</summary>
internal sealed class OracleGroupHistory
{
    private readonly IReadOnlyList<OraclePayload> _payloads;

    public OracleGroupHistory(string? groupId, IEnumerable<OracleAnalysisHistory> analyses, IReadOnlyList<OraclePayload> payloads)
    {
        (GroupId, Analyses, _payloads) = (groupId, [.. analyses], payloads);
        Result = Analyses.Select(static analysis => analysis.Result).Aggregate(OracleWords.Worse);
        TimeCreated = Analyses.Max(static analysis => analysis.TimeCreated);
        FinishedBy = Analyses.Any(static analysis => analysis.FinishedBy is null) ? null : Analyses.Max(static analysis => analysis.FinishedBy);
        FinishedAfter = Analyses.Max(static analysis => analysis.FinishedAfter);
    }

    public string? GroupId { get; }

    public IReadOnlyList<OracleAnalysisHistory> Analyses { get; }

    public string Result { get; }

    public DateTimeOffset? TimeCreated { get; }

    /// <summary>The latest time at which the last analysis can have finished; null if unknown.</summary>
    public DateTimeOffset? FinishedBy { get; }

    /// <summary>The earliest time at which the last analysis can have finished; null if unknown.</summary>
    public DateTimeOffset? FinishedAfter { get; }

    public bool IsExact => FinishedBy is not null && FinishedBy == FinishedAfter;

    /// <summary>Whether this group certainly finished after another one.</summary>
    public bool CertainlyAfter(OracleGroupHistory other) =>
        (FinishedAfter is { } after && other.FinishedBy is { } by && after > by) || Outlasts(other);

    /// <summary>Whether a payload shows this group running, and all analyses of the other group at a finish that is still valid.</summary>
    private bool Outlasts(OracleGroupHistory other) =>
        _payloads.Any(payload =>
            payload.Analyses is { } copies
            && Analyses.Any(analysis => copies.Any(copy => copy.AnalysisId == analysis.AnalysisId && OracleWords.Of(copy).IsRunning))
            && other.Analyses.All(analysis => copies.Any(copy => copy.AnalysisId == analysis.AnalysisId) && copies.Where(copy => copy.AnalysisId == analysis.AnalysisId).All(analysis.IsValidEnd)));
}
