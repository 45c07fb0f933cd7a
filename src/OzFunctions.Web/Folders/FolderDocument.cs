using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Web.Folders;

/// <summary>A folder as it is shown.</summary>
internal sealed record FolderDocument
{
    public required string FolderId { get; init; }

    public required int Version { get; init; }

    public required string ResolutionStatus { get; init; }

    public required string SystemResolution { get; init; }

    public required ReportedDocument Reported { get; init; }

    public required bool Drift { get; init; }

    public required IReadOnlyList<string> UnknownStatuses { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public required IReadOnlyList<GroupDocument> Groups { get; init; }

    public required IReadOnlyList<AnalysisDocument> Analyses { get; init; }

    public required IReadOnlyDictionary<string, string?> Metadata { get; init; }

    public required DateTimeOffset? TimeCreated { get; init; }

    public required DateTimeOffset? TimeUpdated { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }

    public required DateTimeOffset? OverdueAt { get; init; }

    public static FolderDocument Of(Folder folder) => new()
    {
        FolderId = folder.FolderId,
        Version = folder.Version,
        ResolutionStatus = StatusWord.Of(folder.Result.Statuses.ResolutionStatus).Text,
        SystemResolution = StatusWord.Of(folder.Result.Statuses.SystemResolution).Text,
        Reported = ReportedDocument.Of(folder.Records.Reported?.Value),
        Drift = folder.Result.Drift,
        UnknownStatuses = folder.Result.UnknownStatuses,
        Warnings = folder.Result.Warnings,
        Groups = [.. folder.Result.Groups.Select(static group => new GroupDocument(group.GroupId, StatusWord.Of(group.Result).Text, group.FinishedAt))],
        Analyses = [.. folder.Records.Analyses.Select(AnalysisDocument.Of)],
        Metadata = (folder.Records.Metadata?.Value.Entries ?? []).ToDictionary(static entry => entry.Key, static entry => entry.Value),
        TimeCreated = folder.Records.TimeCreated?.Value,
        TimeUpdated = folder.Records.TimeUpdated?.Value,
        LastSeenAt = folder.LastSeenAt,
        OverdueAt = folder.OverdueAt,
    };
}
