using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>What a folder's result consists of.</summary>
/// <param name="ResolutionStatus">How far processing is: INITIAL, PROCESSING, FAILED or FINISHED.</param>
/// <param name="SystemResolution">The result of the group that finished last: any status but FINISHED.</param>
/// <param name="WorstResolution">The worst result of all its groups, never better than <paramref name="SystemResolution"/>: a pass after tries that did not pass shows here.</param>
public readonly record struct FolderStatuses(Status ResolutionStatus, Status SystemResolution, Status WorstResolution)
{
    /// <summary>The statuses of a folder whose groups all have the same result.</summary>
    /// <param name="resolutionStatus">How far processing is.</param>
    /// <param name="systemResolution">The result.</param>
    public FolderStatuses(Status resolutionStatus, Status systemResolution)
        : this(resolutionStatus, systemResolution, systemResolution)
    {
    }
}
