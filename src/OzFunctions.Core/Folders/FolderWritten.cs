namespace OzFunctions.Core.Folders;

/// <summary>The outcome of a change.</summary>
/// <param name="Folder">The stored folder; null when there is none, or it was erased.</param>
/// <param name="Write">What was written; null when there was no change.</param>
/// <param name="LostRaces">How often another writer changed the folder first.</param>
public sealed record FolderWritten(Folder? Folder, FolderWrite? Write, int LostRaces);
