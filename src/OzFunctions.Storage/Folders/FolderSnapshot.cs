using System.Text.Json.Serialization;

namespace OzFunctions.Storage.Folders;

/// <summary>
/// The records of a folder as the fence stores them. A wire format: names and meanings stay for as long as one stored folder uses them.
/// Times are microseconds since 1970, UTC; what is absent was not told.
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

    /// <summary>Whether two webhooks told <see cref="Reported"/> differently as of the same time.</summary>
    [JsonPropertyName("rd")]
    public bool ReportsDiffer { get; set; }

    [JsonPropertyName("m")]
    public MetadataSnapshot? Metadata { get; set; }

    [JsonPropertyName("c")]
    public TimeSnapshot? TimeCreated { get; set; }

    [JsonPropertyName("u")]
    public TimeSnapshot? TimeUpdated { get; set; }
}
