using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Core.Webhooks;

/// <summary>Makes durable what a payload tells. When it returns, a 2xx is true.</summary>
/// <param name="writer">Makes changes durable.</param>
public sealed class WebhookIngest(FolderWriter writer)
{
    /// <summary>Applies a payload.</summary>
    /// <param name="payload">What came.</param>
    /// <param name="cause">Why it is applied.</param>
    /// <param name="cancellationToken">Gives up; whether the change took place is then unknown.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached, or other writers were faster every time: nothing may be acknowledged.</exception>
    /// <exception cref="FolderTooLargeException">The folder has outgrown what one record can hold.</exception>
    public async Task<IngestResult> ApplyAsync(OzPayload payload, ChangeCause cause, CancellationToken cancellationToken)
    {
        var (folder, write, lostRaces) = await writer.ChangeAsync(
            payload.FolderId,
            (current, now) => Folder.Apply(current, payload.FolderId, payload.Records, cause, now),
            change => OwedRefresh.By(change, payload.AnalysesTold),
            cancellationToken);

        if (write is not null)
        {
            return new IngestResult(IngestOutcome.Applied, folder, write.Owed.Types, write.Refresh, lostRaces);
        }

        // Every payload makes a folder that there is none of, unless it was erased.
        var outcome = folder is null ? IngestOutcome.Ignored : IngestOutcome.Duplicate;
        return new IngestResult(outcome, folder, [], RefreshReasons.None, lostRaces);
    }
}
