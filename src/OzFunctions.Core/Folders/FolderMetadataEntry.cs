namespace OzFunctions.Core.Folders;

/// <summary>One named metadata value of a folder.</summary>
/// <param name="Key">The key as the settings name it.</param>
/// <param name="Value">The value as text; null when it was longer than <see cref="FolderMetadata.MaxValueLength"/> and left out with a warning.</param>
public sealed record FolderMetadataEntry(string Key, string? Value);
