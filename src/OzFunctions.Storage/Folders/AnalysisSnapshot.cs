using System.Text.Json.Serialization;
using OzFunctions.Core.Folders;

namespace OzFunctions.Storage.Folders;

/// <summary>An analysis within a <see cref="FolderSnapshot"/>.</summary>
internal sealed class AnalysisSnapshot
{
    [JsonPropertyName("i")]
    public required string AnalysisId { get; set; }

    [JsonPropertyName("g")]
    public string? GroupId { get; set; }

    [JsonPropertyName("t")]
    public string? Type { get; set; }

    [JsonPropertyName("c")]
    public long? TimeCreated { get; set; }

    [JsonPropertyName("f")]
    public long? FinishedAt { get; set; }

    [JsonPropertyName("x")]
    public AnalysisConflicts Conflicts { get; set; }

    [JsonPropertyName("s")]
    public string? State { get; set; }

    [JsonPropertyName("v")]
    public string? Resolution { get; set; }

    [JsonPropertyName("u")]
    public long? TimeUpdated { get; set; }

    [JsonPropertyName("e")]
    public string? ErrorCode { get; set; }

    [JsonPropertyName("n")]
    public Dictionary<string, double>? Confidences { get; set; }

    /// <summary>Whether Oz's own result came with it.</summary>
    [JsonPropertyName("o")]
    public bool InReported { get; set; }

    /// <summary>Whether its status record is still to be written.</summary>
    [JsonPropertyName("p")]
    public bool RowMissing { get; set; }
}
