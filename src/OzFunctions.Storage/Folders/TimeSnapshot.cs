using System.Text.Json.Serialization;

namespace OzFunctions.Storage.Folders;

/// <summary>A time of the folder within a <see cref="FolderSnapshot"/>, and when Oz sent it.</summary>
internal sealed class TimeSnapshot
{
    [JsonPropertyName("t")]
    public long Time { get; set; }

    [JsonPropertyName("at")]
    public long? At { get; set; }

    [JsonPropertyName("q")]
    public long? AskedAt { get; set; }
}
