namespace OzFunctions.Tests.Oracle;

/// <summary>A folder as the oracle sees it, with what led to the verdict.</summary>
/// <param name="Verdict">What anybody is told.</param>
/// <param name="Computed">The result before reports are compared with it.</param>
/// <param name="Candidates">The groups that may have finished last; none while an analysis runs.</param>
/// <param name="Groups">All groups, by id.</param>
internal sealed record OracleResult(
    Verdict Verdict,
    string Computed,
    IReadOnlyList<OracleGroupHistory> Candidates,
    IReadOnlyList<OracleGroupHistory> Groups);
