using System.Text.Json.Serialization;

namespace OzFunctions.Storage.Folders;

/// <summary>Oz's own result within a <see cref="FolderSnapshot"/>.</summary>
internal sealed class ReportedSnapshot
{
    [JsonPropertyName("r")]
    public string? ResolutionStatus { get; set; }

    [JsonPropertyName("s")]
    public string? SystemResolution { get; set; }

    [JsonPropertyName("o")]
    public string? OperatorStatus { get; set; }

    [JsonPropertyName("a")]
    public bool HasAnalyses { get; set; }

    [JsonPropertyName("at")]
    public long? At { get; set; }

    [JsonPropertyName("q")]
    public long? AskedAt { get; set; }
}
