using System.Text.Json.Serialization;

namespace OzFunctions.Storage.Folders;

/// <summary>The folder's metadata within a <see cref="FolderSnapshot"/>. A null value was too long to keep.</summary>
internal sealed class MetadataSnapshot
{
    [JsonPropertyName("k")]
    public Dictionary<string, string?> Entries { get; set; } = [];

    [JsonPropertyName("at")]
    public long? At { get; set; }

    [JsonPropertyName("q")]
    public long? AskedAt { get; set; }
}
