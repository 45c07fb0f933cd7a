using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>The three statuses of a folder.</summary>
/// <param name="ResolutionStatus">The progress of processing: INITIAL, PROCESSING, FAILED or FINISHED.</param>
/// <param name="SystemResolution">The result of the group that finished last, unless it is held back: any status but FINISHED.</param>
/// <param name="WorstResolution">
/// The worst result of all groups, never better than <paramref name="SystemResolution"/>. It reveals a pass that followed failed tries.
/// </param>
public readonly record struct FolderStatuses(Status ResolutionStatus, Status SystemResolution, Status WorstResolution)
{
    /// <summary>The statuses of a folder whose groups all have the same result.</summary>
    /// <param name="resolutionStatus">The progress of processing.</param>
    /// <param name="systemResolution">The result.</param>
    public FolderStatuses(Status resolutionStatus, Status systemResolution)
        : this(resolutionStatus, systemResolution, systemResolution)
    {
    }
}
