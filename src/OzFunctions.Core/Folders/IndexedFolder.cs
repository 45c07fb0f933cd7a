namespace OzFunctions.Core.Folders;

/// <summary>A folder as the index lists it.</summary>
/// <param name="FolderId">Oz's id.</param>
/// <param name="FirstSeenAt">When it was first seen here, UTC.</param>
/// <param name="TimeCreated">When Oz says that it created it, UTC; where nobody told, the same.</param>
public sealed record IndexedFolder(string FolderId, DateTimeOffset FirstSeenAt, DateTimeOffset TimeCreated);
