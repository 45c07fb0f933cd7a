using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Web.Folders;

/// <summary>A folder as lists show it.</summary>
internal sealed record ListedFolderDocument
{
    public required string FolderId { get; init; }

    public required int Version { get; init; }

    public required string ResolutionStatus { get; init; }

    public required string SystemResolution { get; init; }

    public required bool Drift { get; init; }

    public required bool Overdue { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }

    public required DateTimeOffset? TimeCreated { get; init; }

    public static ListedFolderDocument Of(IndexedFolder folder) => new()
    {
        FolderId = folder.FolderId,
        Version = folder.Version,
        ResolutionStatus = StatusWord.Of(folder.Statuses.ResolutionStatus).Text,
        SystemResolution = StatusWord.Of(folder.Statuses.SystemResolution).Text,
        Drift = folder.Drift,
        Overdue = folder.IsOverdue,
        FirstSeenAt = folder.FirstSeenAt,
        LastSeenAt = folder.LastSeenAt,
        TimeCreated = folder.TimeCreated,
    };
}
