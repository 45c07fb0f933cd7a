namespace OzFunctions.Tests.Oracle;

/// <summary>An evaluator's verdict from a folder's payloads.</summary>
/// <param name="ResolutionStatus">The folder's <c>resolution_status</c>.</param>
/// <param name="SystemResolution">The folder's result.</param>
/// <param name="WorstResolution">The worst result of any group.</param>
/// <param name="Drift">Whether Oz reports a result that no candidate has.</param>
/// <param name="HeldBack">Whether the result is a guess, or differs from the computed one; a warning states the reason.</param>
/// <param name="OwesRefresh">Whether Oz must be asked.</param>
/// <param name="Analyses">The known analyses, by id.</param>
internal sealed record Verdict(
    string ResolutionStatus,
    string SystemResolution,
    string WorstResolution,
    bool Drift,
    bool HeldBack,
    bool OwesRefresh,
    IReadOnlyList<AnalysisVerdict> Analyses)
{
    public override string ToString() =>
        $"{ResolutionStatus}/{SystemResolution}, worst {WorstResolution}{(Drift ? ", drift" : "")}{(HeldBack ? ", held back" : "")}{(OwesRefresh ? ", owes a refresh" : "")}: {string.Join("; ", Analyses)}";
}

/// <summary>The published state of an analysis.</summary>
internal sealed record AnalysisVerdict(string AnalysisId, string? GroupId, string? Type, string Result, DateTimeOffset? TimeUpdated)
{
    public override string ToString() => $"{AnalysisId} {GroupId} {Type} {Result} {TimeUpdated:O}";
}
