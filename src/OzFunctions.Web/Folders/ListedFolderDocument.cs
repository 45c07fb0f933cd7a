using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

namespace OzFunctions.Web.Folders;

/// <summary>A folder as lists show it.</summary>
internal sealed record ListedFolderDocument
{
    /// <summary>Oz's id.</summary>
    public required string FolderId { get; init; }

    /// <summary>The folder's version that the other members show.</summary>
    public required int Version { get; init; }

    /// <summary>How far processing is: INITIAL, PROCESSING, FAILED or FINISHED.</summary>
    public required string ResolutionStatus { get; init; }

    /// <summary>The result of the group that finished last, unless <c>heldBack</c> says why it is another; PROCESSING while an analysis runs. Only SUCCESS is a pass.</summary>
    public required string SystemResolution { get; init; }

    /// <summary>The worst result of all its groups, never better than <c>systemResolution</c>.</summary>
    public required string WorstResolution { get; init; }

    /// <summary>Why the result is held back, in one sentence; null when it is not held back.</summary>
    public required string? HeldBack { get; init; }

    /// <summary>Whether Oz reports a result that no group that may have finished last has.</summary>
    public required bool Drift { get; init; }

    /// <summary>Whether it has been running for too long.</summary>
    public required bool Overdue { get; init; }

    /// <summary>When it was first stored here.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>When a payload last changed it.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When it was created, by Oz's clock.</summary>
    public required DateTimeOffset? TimeCreated { get; init; }

    public static ListedFolderDocument Of(IndexedFolder folder) => new()
    {
        FolderId = folder.FolderId,
        Version = folder.Version,
        ResolutionStatus = StatusWord.Of(folder.Statuses.ResolutionStatus).Text,
        SystemResolution = StatusWord.Of(folder.Statuses.SystemResolution).Text,
        WorstResolution = StatusWord.Of(folder.Statuses.WorstResolution).Text,
        HeldBack = HeldBackSentence.Of(folder.HeldBack),
        Drift = folder.Drift,
        Overdue = folder.IsOverdue,
        FirstSeenAt = folder.FirstSeenAt,
        LastSeenAt = folder.LastSeenAt,
        TimeCreated = folder.TimeCreated,
    };
}
