using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Core.Webhooks;

/// <summary>Applies payloads. When it returns, the payload is durable, so a 2xx may be sent.</summary>
/// <param name="writer">Stores changes.</param>
public sealed class WebhookIngest(FolderWriter writer)
{
    /// <summary>Applies a payload.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="cause">The cause of the change.</param>
    /// <param name="cancellationToken">Cancels the operation; the change may still have been stored.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="StoreUnavailableException">
    /// The storage cannot be reached, or other writers changed the folder first at every attempt: nothing may be acknowledged.
    /// </exception>
    /// <exception cref="FolderTooLargeException">The folder is larger than one row can hold.</exception>
    public async Task<IngestResult> ApplyAsync(OzPayload payload, ChangeCause cause, CancellationToken cancellationToken)
    {
        var (folder, write, lostRaces) = await writer.ChangeAsync(
            payload.FolderId,
            (current, now) => Folder.Apply(current, payload.FolderId, payload.Records, cause, now),
            change => OwedRefresh.By(change, payload.HasAnalyses),
            cancellationToken);

        // A payload creates a missing folder, unless the folder was erased.
        var outcome = write is not null ? IngestOutcome.Applied : folder is null ? IngestOutcome.Ignored : IngestOutcome.Duplicate;
        return new IngestResult(outcome, folder, write?.Refresh ?? RefreshReasons.None, lostRaces);
    }
}
