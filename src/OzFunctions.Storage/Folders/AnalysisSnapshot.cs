using System.Text.Json.Serialization;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;

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

    /// <summary>Times of terminal copies that may be later decisions. Microseconds since 1970, UTC.</summary>
    [JsonPropertyName("f")]
    public List<long>? Ends { get; set; }

    /// <summary>Times of terminal copies that cannot be later decisions. Microseconds since 1970, UTC.</summary>
    [JsonPropertyName("fx")]
    public List<long>? ExactEnds { get; set; }

    [JsonPropertyName("r")]
    public long? RunningAt { get; set; }

    [JsonPropertyName("b")]
    public long? StillRunningAt { get; set; }

    [JsonPropertyName("d")]
    public long? EndedBesideAt { get; set; }

    [JsonPropertyName("a")]
    public long? AnsweredAt { get; set; }

    [JsonPropertyName("ar")]
    public Status? AnsweredResult { get; set; }

    [JsonPropertyName("w")]
    public Status? UndatedResult { get; set; }

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

    /// <summary>Whether the analysis's status record has not been written yet.</summary>
    [JsonPropertyName("p")]
    public bool RowMissing { get; set; }
}
