using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Webhooks;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Polls Oz for single folders and applies the answers.</summary>
/// <param name="oz">Polls Oz.</param>
/// <param name="ingest">Applies payloads.</param>
/// <param name="lists">The lists of folders.</param>
/// <param name="deliveries">The delivery store.</param>
/// <param name="queue">The work queue.</param>
/// <param name="time">The clock.</param>
public sealed class FolderPoll(OzGateway oz, WebhookIngest ingest, FolderLists lists, IDeliveryStore deliveries, IWorkQueue queue, TimeProvider time)
{
    // A message holds 64 KiB, and the outcomes of its deliveries are recorded in one transaction.
    private const int KeysPerMessage = 90;

    // The follow-up of an older change was lost, or waits for unavailable storage.
    private static readonly TimeSpan FollowedUpWithin = TimeSpan.FromMinutes(5);

    /// <summary>Polls Oz for a folder and applies the answer.</summary>
    /// <exception cref="OzUnavailableException">Oz as a whole is unavailable; nothing was counted.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<FolderPollResult> AskAsync(string folderId, ReconciliationPass pass, CancellationToken cancellationToken)
    {
        OzPayload? answer;
        try
        {
            answer = await oz.FindAsync(folderId, cancellationToken);
        }
        catch (Exception e) when (OzGateway.IsOfOneFolder(e))
        {
            pass.CountFailed(folderId, e);
            return FolderPollResult.Unanswered;
        }

        if (answer is null)
        {
            pass.Counts.AddChecks(ReconciliationCounts.UnknownAtOz);
            return FolderPollResult.Unknown;
        }

        return await ApplyAsync(answer, pass);
    }

    /// <summary>Applies Oz's answer for a folder. Cannot be cancelled.</summary>
    /// <param name="answer">Oz's answer.</param>
    /// <param name="pass">The step.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<FolderPollResult> ApplyAsync(OzPayload answer, ReconciliationPass pass)
    {
        var counts = pass.Counts;
        IngestResult result;
        try
        {
            result = await ingest.ApplyAsync(answer, ChangeCause.Reconciliation, CancellationToken.None);
        }
        catch (Exception e) when (e is not StoreUnavailableException)
        {
            // One folder must not prevent the run from handling all others.
            pass.CountFailed(answer.FolderId, e);
            return FolderPollResult.Unanswered;
        }

        if (result.Folder is not { } folder)
        {
            counts.AddChecks(ReconciliationCounts.Ignored);
            return FolderPollResult.Erased;
        }

        counts.AddChecks(
            result.Outcome is IngestOutcome.Duplicate ? ReconciliationCounts.Unchanged
            : folder.Version == 1 ? ReconciliationCounts.Discovered
            : ReconciliationCounts.Repaired);
        counts.Add(ReconciliationCounts.Drifted, folder.Result.Drift ? 1 : 0);
        if (result.Outcome is IngestOutcome.Duplicate)
        {
            await FollowUpAsync(folder, counts);
        }

        return new FolderPollResult(folder);
    }

    /// <summary>Enqueues the follow-up of a change that should have been followed up by now.</summary>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task FollowUpAsync(Folder folder, RunCounts counts)
    {
        if (time.GetUtcNow() - folder.ChangedAt < FollowedUpWithin || await lists.FirstMissingVersionAsync(folder, CancellationToken.None) is not { } first)
        {
            return;
        }

        var owed = await deliveries.OfVersionsAsync(folder.FolderId, first, folder.Version, CancellationToken.None);
        var keys = owed.SelectMany(static version => version).Where(static delivery => delivery.State is DeliveryState.Pending).Select(static delivery => delivery.Key.ToString());

        // At least one message, because the lists need it too.
        foreach (var some in keys.Chunk(KeysPerMessage).DefaultIfEmpty([]))
        {
            await queue.EnqueueAsync(new ChangedWork(folder.FolderId, first, some) { FirstSeenAt = folder.FirstSeenAt }, TimeSpan.Zero, CancellationToken.None);
        }

        counts.Add(ReconciliationCounts.Behind);
    }
}
