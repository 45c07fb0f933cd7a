using System.Text.Json.Serialization;

namespace OzFunctions.Storage.Folders;

/// <summary>
/// The records of a folder as the fence stores them. This is a storage format: a name or meaning may change only when no stored folder uses it.
/// Times are microseconds since 1970, UTC. A null property means that Oz did not send the value.
/// </summary>
internal sealed class FolderSnapshot
{
    [JsonPropertyName("a")]
    public List<AnalysisSnapshot> Analyses { get; set; } = [];

    [JsonPropertyName("r")]
    public ReportedSnapshot? Reported { get; set; }

    /// <summary>The newest of Oz's own results that came with analyses.</summary>
    [JsonPropertyName("j")]
    public JudgingSnapshot? Judging { get; set; }

    /// <summary>Whether two webhooks with the same time gave <see cref="Reported"/> different values.</summary>
    [JsonPropertyName("rd")]
    public bool ReportsDiffer { get; set; }

    /// <summary>The newest of Oz's own reports with a final result; null when that is <see cref="Reported"/>, or there is none.</summary>
    [JsonPropertyName("rr")]
    public ReportedSnapshot? EarlierResult { get; set; }

    /// <summary>The report in Oz's newest answer; null when that is <see cref="Reported"/>, or there is none.</summary>
    [JsonPropertyName("ra")]
    public ReportedSnapshot? Answered { get; set; }

    /// <summary>The final report that counts among webhooks without any time.</summary>
    [JsonPropertyName("ru")]
    public ReportedSnapshot? Undated { get; set; }

    /// <summary>When Oz was polled for its newest answer with a report; null when that is the answer with a result, or there is none.</summary>
    [JsonPropertyName("rt")]
    public long? LastAnswerAt { get; set; }

    [JsonPropertyName("m")]
    public MetadataSnapshot? Metadata { get; set; }

    [JsonPropertyName("c")]
    public TimeSnapshot? TimeCreated { get; set; }

    [JsonPropertyName("u")]
    public TimeSnapshot? TimeUpdated { get; set; }
}
