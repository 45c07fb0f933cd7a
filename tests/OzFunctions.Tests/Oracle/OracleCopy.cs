namespace OzFunctions.Tests.Oracle;

/// <summary>An analysis as one payload told it.</summary>
internal sealed record OracleCopy(
    string AnalysisId,
    string? GroupId,
    string? Type,
    string? State,
    string? ResolutionStatus,
    DateTimeOffset? TimeCreated,
    DateTimeOffset? TimeUpdated,
    string? Resolution = null,
    int? ErrorCode = null);
