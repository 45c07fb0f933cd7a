namespace OzFunctions.Core.Folders;

/// <summary>Identity fields of an analysis for which payloads had different values. Never cleared, because a conflict is reported as a warning.</summary>
[Flags]
public enum AnalysisConflicts
{
    /// <summary>All payloads agreed.</summary>
    None = 0,

    /// <summary><c>group_id</c> moved; the ordinally smaller one is kept.</summary>
    GroupId = 1,

    /// <summary><c>type</c> changed; the ordinally smaller one is kept.</summary>
    Type = 2,

    /// <summary><c>time_created</c> changed; the earlier one is kept.</summary>
    TimeCreated = 4,
}
