namespace OzFunctions.Tests.Oracle;

/// <summary>The oracle's result for a folder, with the reasons for the verdict.</summary>
/// <param name="Verdict">The published verdict.</param>
/// <param name="Computed">The result before it is compared with reports.</param>
/// <param name="Candidates">The groups that may have finished last; empty while an analysis runs.</param>
/// <param name="Groups">All groups, by id.</param>
internal sealed record OracleResult(
    Verdict Verdict,
    string Computed,
    IReadOnlyList<OracleGroupHistory> Candidates,
    IReadOnlyList<OracleGroupHistory> Groups);
