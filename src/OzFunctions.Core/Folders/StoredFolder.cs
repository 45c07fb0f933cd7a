namespace OzFunctions.Core.Folders;

/// <summary>A folder as it was read or written.</summary>
/// <param name="Folder">The folder; null where only a fence stands, which keeps a transaction that came too late from making the folder, and where it was erased.</param>
/// <param name="ETag">The storage's mark of this very version: a write under it fails when another came first.</param>
/// <param name="MissingAnalyses">Ids of analyses whose status record is still to be written.</param>
public sealed record StoredFolder(Folder? Folder, string ETag, IReadOnlySet<string> MissingAnalyses)
{
    /// <summary>What is left of the folder; null unless it was erased.</summary>
    public FolderTombstone? Tombstone { get; init; }
}
