using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>A filter of folders. A null criterion matches all.</summary>
/// <param name="ResolutionStatus">Their <c>resolutionStatus</c>.</param>
/// <param name="SystemResolution">Their result.</param>
/// <param name="Drift">Whether Oz reports a result that no group that may have finished last has.</param>
/// <param name="WorstResolution">The worst result of their groups.</param>
/// <param name="HeldBack">Whether their result is held back.</param>
public sealed record FolderFilter(
    Status? ResolutionStatus = null,
    Status? SystemResolution = null,
    bool? Drift = null,
    Status? WorstResolution = null,
    bool? HeldBack = null)
{
    /// <summary>All folders.</summary>
    public static FolderFilter All { get; } = new();

    /// <summary>Whether a folder matches.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>True when it matches.</returns>
    public bool Includes(IndexedFolder folder) =>
        (ResolutionStatus ?? folder.Statuses.ResolutionStatus) == folder.Statuses.ResolutionStatus
        && (SystemResolution ?? folder.Statuses.SystemResolution) == folder.Statuses.SystemResolution
        && (WorstResolution ?? folder.Statuses.WorstResolution) == folder.Statuses.WorstResolution
        && (Drift ?? folder.Drift) == folder.Drift
        && (HeldBack ?? folder.IsHeldBack) == folder.IsHeldBack;
}
