namespace OzFunctions.Tests.Oracle;

/// <summary>A folder's result as the oracle sees it.</summary>
internal sealed record OracleFolder(
    string ResolutionStatus,
    string SystemResolution,
    IReadOnlyList<OracleAnalysis> Analyses,
    IReadOnlyList<OracleGroup> Groups);

/// <summary>An analysis after all its copies.</summary>
internal sealed record OracleAnalysis(
    string AnalysisId,
    string? GroupId,
    string? Type,
    DateTimeOffset? TimeCreated,
    DateTimeOffset? TimeUpdated,
    DateTimeOffset? FinishedAt,
    string Result);

/// <summary>A group's result.</summary>
internal sealed record OracleGroup(string? GroupId, string Result, DateTimeOffset? FinishedAt, DateTimeOffset? TimeCreated);
