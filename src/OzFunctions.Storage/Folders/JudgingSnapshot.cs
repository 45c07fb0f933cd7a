using System.Text.Json.Serialization;

namespace OzFunctions.Storage.Folders;

/// <summary>The newest of Oz's own results that came with analyses, within a <see cref="FolderSnapshot"/>.</summary>
internal sealed class JudgingSnapshot
{
    [JsonPropertyName("at")]
    public long? At { get; set; }

    /// <summary>The result; null unless the analyses that came with it are exactly the known ones.</summary>
    [JsonPropertyName("c")]
    public ReportedSnapshot? Current { get; set; }
}
