namespace OzFunctions.Tests.Oracle;

/// <summary>What an evaluator makes of a folder's payloads.</summary>
/// <param name="ResolutionStatus">The folder's <c>resolution_status</c>.</param>
/// <param name="SystemResolution">The folder's result.</param>
/// <param name="WorstResolution">The worst result of all groups.</param>
/// <param name="Drift">Whether Oz reports what no candidate has.</param>
/// <param name="HeldBack">Whether the result is a guess, or not the computed one, for a reason that a warning tells.</param>
/// <param name="OwesRefresh">Whether Oz must be asked.</param>
/// <param name="Analyses">The analyses that are known, by id.</param>
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

/// <summary>The copy of an analysis that counts.</summary>
internal sealed record AnalysisVerdict(string AnalysisId, string? GroupId, string? Type, string Result, DateTimeOffset? TimeUpdated)
{
    public override string ToString() => $"{AnalysisId} {GroupId} {Type} {Result} {TimeUpdated:O}";
}
