using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Web.Folders;

/// <summary>A folder as it is shown.</summary>
internal sealed record FolderDocument
{
    /// <summary>Oz's id.</summary>
    public required string FolderId { get; init; }

    /// <summary>The version. Each stored change increases it by one.</summary>
    public required int Version { get; init; }

    /// <summary>How far processing is: INITIAL, PROCESSING, FAILED or FINISHED.</summary>
    public required string ResolutionStatus { get; init; }

    /// <summary>The result of the group that finished last, unless <c>heldBack</c> says why it is another; PROCESSING while an analysis runs. Only SUCCESS is a pass.</summary>
    public required string SystemResolution { get; init; }

    /// <summary>The worst result of all its groups, never better than <c>systemResolution</c>.</summary>
    public required string WorstResolution { get; init; }

    /// <summary>Why the result is held back, in one sentence; null when it is not held back.</summary>
    public required string? HeldBack { get; init; }

    /// <summary>Oz's own result.</summary>
    public required ReportedDocument Reported { get; init; }

    /// <summary>Whether Oz reports a result that no group that may have finished last has.</summary>
    public required bool Drift { get; init; }

    /// <summary>Status words that we do not know. They count as OPERATOR_REQUIRED.</summary>
    public required IReadOnlyList<string> UnknownStatuses { get; init; }

    /// <summary>Sentences about inconsistencies in the data.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The groups.</summary>
    public required IReadOnlyList<GroupDocument> Groups { get; init; }

    /// <summary>The analyses.</summary>
    public required IReadOnlyList<AnalysisDocument> Analyses { get; init; }

    /// <summary>The metadata values that the settings keep. A null value was too long to keep.</summary>
    public required IReadOnlyDictionary<string, string?> Metadata { get; init; }

    /// <summary>When it was created, by Oz's clock.</summary>
    public required DateTimeOffset? TimeCreated { get; init; }

    /// <summary>When it was last changed, by Oz's clock.</summary>
    public required DateTimeOffset? TimeUpdated { get; init; }

    /// <summary>When it was first stored here.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>When a payload last changed it.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When it was notified as overdue, because it has been running for too long; null while it was not.</summary>
    public required DateTimeOffset? OverdueAt { get; init; }

    public static FolderDocument Of(Folder folder) => new()
    {
        FolderId = folder.FolderId,
        Version = folder.Version,
        ResolutionStatus = StatusWord.Of(folder.Result.Statuses.ResolutionStatus).Text,
        SystemResolution = StatusWord.Of(folder.Result.Statuses.SystemResolution).Text,
        WorstResolution = StatusWord.Of(folder.Result.Statuses.WorstResolution).Text,
        HeldBack = HeldBackSentence.Of(folder.Result.HeldBack),
        Reported = ReportedDocument.Of(folder.Records.Reported?.Value),
        Drift = folder.Result.Drift,
        UnknownStatuses = folder.Result.UnknownStatuses,
        Warnings = folder.Result.Warnings,
        Groups = [.. folder.Result.Groups.Select(static group => new GroupDocument(group.GroupId, StatusWord.Of(group.Result).Text, group.FinishedAt))],
        Analyses = [.. folder.Records.Analyses.Select(AnalysisDocument.Of)],
        Metadata = (folder.Records.Metadata?.Value.Entries ?? []).ToDictionary(static entry => entry.Key, static entry => entry.Value),
        TimeCreated = folder.Records.TimeCreated?.Value,
        TimeUpdated = folder.Records.TimeUpdated?.Value,
        FirstSeenAt = folder.FirstSeenAt,
        LastSeenAt = folder.LastSeenAt,
        OverdueAt = folder.OverdueAt,
    };
}
