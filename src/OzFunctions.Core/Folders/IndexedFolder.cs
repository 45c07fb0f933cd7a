namespace OzFunctions.Core.Folders;

/// <summary>A folder as the index lists it.</summary>
/// <param name="FolderId">Oz's id.</param>
/// <param name="TimeCreated">When Oz created it, or where nobody told, when it was first seen, UTC.</param>
public sealed record IndexedFolder(string FolderId, DateTimeOffset TimeCreated);
