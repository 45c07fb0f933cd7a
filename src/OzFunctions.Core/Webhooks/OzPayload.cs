using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Webhooks;

/// <summary>What a webhook tells of one folder.</summary>
/// <param name="FolderId">Oz's id of the folder, UUID-shaped ones in lower case.</param>
/// <param name="Records">What it tells, ready to be merged.</param>
/// <param name="AnalysesTold">Whether it spoke of analyses at all; an empty list does.</param>
public sealed record OzPayload(string FolderId, FolderRecords Records, bool AnalysesTold);
