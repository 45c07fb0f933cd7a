using System.Text.Json.Serialization;

namespace OzFunctions.Storage.Folders;

/// <summary>A metadata value under which a folder may still be listed. Stored beside the folder's <see cref="FolderSnapshot"/> and in its tombstone.</summary>
internal sealed class FormerMetadataSnapshot
{
    [JsonPropertyName("k")]
    public string Key { get; set; } = "";

    [JsonPropertyName("v")]
    public string Value { get; set; } = "";

    [JsonPropertyName("t")]
    public long Since { get; set; }
}
