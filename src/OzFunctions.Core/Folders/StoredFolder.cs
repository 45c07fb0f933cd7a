namespace OzFunctions.Core.Folders;

/// <summary>A folder as it was read or written, with its ETag.</summary>
/// <param name="Folder">The folder; null when it was erased, or when there is only a fence, which prevents a late transaction from creating the folder.</param>
/// <param name="ETag">The ETag of this version: a conditional write with it fails when the row has changed since.</param>
/// <param name="MissingAnalyses">The ids of analyses whose rows are still to be written.</param>
public sealed record StoredFolder(Folder? Folder, string ETag, IReadOnlySet<string> MissingAnalyses)
{
    /// <summary>The tombstone; null unless the folder was erased.</summary>
    public FolderTombstone? Tombstone { get; init; }
}
