namespace OzFunctions.Tests.Oracle;

/// <summary>An analysis as contained in one payload.</summary>
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
