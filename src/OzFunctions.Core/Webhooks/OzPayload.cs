using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Webhooks;

/// <summary>What a webhook tells of one folder.</summary>
/// <param name="FolderId">Oz's id of the folder, UUID-shaped ones in lower case.</param>
/// <param name="Records">What it tells, ready to be merged.</param>
/// <param name="AnalysesTold">Whether it spoke of analyses at all; an empty list does.</param>
public sealed record OzPayload(string FolderId, FolderRecords Records, bool AnalysesTold)
{
    /// <summary>The same, as Oz's answer to a question: what was asked wins over what a webhook told as of the same time.</summary>
    /// <param name="at">When Oz was asked, by our clock, UTC.</param>
    /// <returns>The payload.</returns>
    public OzPayload AskedAt(DateTimeOffset at) => this with { Records = Records.AskedAt(at) };
}
