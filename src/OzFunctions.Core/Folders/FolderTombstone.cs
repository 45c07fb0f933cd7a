namespace OzFunctions.Core.Folders;

/// <summary>What is left of a folder that was erased, so that nothing about it is ever taken again.</summary>
/// <param name="Version">The version that erased it: one more than its last.</param>
/// <param name="IndexHour">The hour under which the index listed it, by which what a crash left there is found.</param>
/// <param name="Metadata">Every metadata value under which it was, or may still be, listed.</param>
public sealed record FolderTombstone(int Version, IndexHour IndexHour, IReadOnlyList<FolderMetadataEntry> Metadata);
