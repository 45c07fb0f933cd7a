namespace OzFunctions.Core.Folders;

/// <summary>What became of a change.</summary>
/// <param name="Folder">The folder as it is stored; null when there is none, or it was erased.</param>
/// <param name="Write">What was written; null when there was nothing to change.</param>
/// <param name="LostRaces">How often another writer was faster.</param>
public sealed record FolderWritten(Folder? Folder, FolderWrite? Write, int LostRaces);
