using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Webhooks;

/// <summary>The content of a webhook, or of an answer from Oz, about one folder.</summary>
/// <param name="FolderId">Oz's id of the folder; a UUID is in lower case.</param>
/// <param name="Records">The records, ready to be merged.</param>
/// <param name="HasAnalyses">Whether it has analyses; an empty list counts.</param>
public sealed record OzPayload(string FolderId, FolderRecords Records, bool HasAnalyses)
{
    /// <summary>Returns the payload marked as Oz's answer to a poll, which wins over a webhook with the same time.</summary>
    /// <param name="at">When Oz was polled, by our clock, UTC.</param>
    /// <returns>The payload.</returns>
    public OzPayload AskedAt(DateTimeOffset at) => this with { Records = Records.AskedAt(at) };
}
