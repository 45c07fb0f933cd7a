using System.Text.Json.Serialization;

namespace OzFunctions.Storage.Folders;

/// <summary>The newest of Oz's own results that came with analyses, within a <see cref="FolderSnapshot"/>.</summary>
internal sealed class JudgingSnapshot
{
    [JsonPropertyName("at")]
    public long? At { get; set; }

    /// <summary>The result, while the analyses that came with it are those that are known.</summary>
    [JsonPropertyName("c")]
    public ReportedSnapshot? Current { get; set; }
}
