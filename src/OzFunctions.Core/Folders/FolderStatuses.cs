using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>The pair that a folder's result consists of.</summary>
/// <param name="ResolutionStatus">How far processing is: INITIAL, PROCESSING, FAILED or FINISHED.</param>
/// <param name="SystemResolution">The result of the group that finished last: any status but FINISHED.</param>
public readonly record struct FolderStatuses(Status ResolutionStatus, Status SystemResolution);
