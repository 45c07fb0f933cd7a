namespace OzFunctions.Core.Webhooks;

/// <summary>The fields of a payload that are read. All others are skipped.</summary>
internal enum OzField
{
    /// <summary>Any other field.</summary>
    Other,
    Analyses,
    AnalyseId,
    AnalysisId,
    Confs,
    ErrorCode,
    Folder,
    FolderId,
    GroupId,
    MetaData,
    OperatorStatus,
    Resolution,
    ResolutionStatus,
    ResultsData,
    ResultsMedia,
    State,
    SystemResolution,
    TimeCreated,
    TimeUpdated,
    Type,
}
