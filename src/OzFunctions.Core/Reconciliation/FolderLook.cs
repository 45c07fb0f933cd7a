using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Webhooks;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Looks at one folder as Oz has it, and brings ours up to that.</summary>
/// <param name="oz">Asks Oz.</param>
/// <param name="ingest">Applies what Oz says.</param>
/// <param name="lists">Lists folders.</param>
/// <param name="deliveries">Remembers deliveries.</param>
/// <param name="queue">The work queue.</param>
/// <param name="time">The clock.</param>
public sealed class FolderLook(OzInquiry oz, WebhookIngest ingest, FolderLists lists, IDeliveryStore deliveries, IWorkQueue queue, TimeProvider time)
{
    // A message holds 64 KiB, and what came of its deliveries is written in one transaction.
    private const int KeysOfAMessage = 90;

    // What followed a change of longer ago than this was lost, or waits for storage that fails.
    private static readonly TimeSpan FollowedUpWithin = TimeSpan.FromMinutes(5);

    /// <summary>Asks Oz about a folder.</summary>
    /// <param name="folderId">Oz's id.</param>
    /// <param name="counts">Where the look is counted.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="OzUnavailableException">Oz as a whole cannot be asked now; nothing was counted.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<FolderLooked> AskAsync(string folderId, RunCounts counts, CancellationToken cancellationToken)
    {
        OzPayload? told;
        try
        {
            told = await oz.FindAsync(folderId, cancellationToken);
        }
        catch (Exception e) when (OzInquiry.IsOfOneFolder(e))
        {
            Count(counts, LookCounts.Failed);
            return FolderLooked.Unanswered;
        }

        if (told is null)
        {
            Count(counts, LookCounts.UnknownAtOz);
            return FolderLooked.Unknown;
        }

        return await ApplyAsync(told, counts);
    }

    /// <summary>Applies what Oz says of a folder. What is begun is finished.</summary>
    /// <param name="told">What Oz says.</param>
    /// <param name="counts">Where the look is counted.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<FolderLooked> ApplyAsync(OzPayload told, RunCounts counts)
    {
        IngestResult result;
        try
        {
            result = await ingest.ApplyAsync(told, ChangeCause.Reconciliation, CancellationToken.None);
        }
        catch (Exception e) when (e is not StoreUnavailableException)
        {
            // Whatever it is, it must not keep the run from all other folders.
            Count(counts, LookCounts.Failed);
            return FolderLooked.Unanswered;
        }

        if (result.Folder is not { } folder)
        {
            Count(counts, LookCounts.Ignored);
            return FolderLooked.Erased;
        }

        Count(counts, result.Outcome is IngestOutcome.Duplicate ? LookCounts.Unchanged : folder.Version == 1 ? LookCounts.Discovered : LookCounts.Repaired);
        counts.Add(LookCounts.Drifted, folder.Result.Drift ? 1 : 0);
        if (result.Outcome is IngestOutcome.Duplicate)
        {
            await FollowUpAsync(folder, counts);
        }

        return new FolderLooked(folder);
    }

    /// <summary>Has a change followed up that should have been followed up by now.</summary>
    /// <param name="folder">The folder as it is stored.</param>
    /// <param name="counts">Where it is counted.</param>
    /// <returns>A task that ends when it is enqueued, or need not be.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task FollowUpAsync(Folder folder, RunCounts counts)
    {
        if (time.GetUtcNow() - folder.ChangedAt < FollowedUpWithin || await lists.FirstLackingAsync(folder, CancellationToken.None) is not { } first)
        {
            return;
        }

        var owed = await deliveries.OfVersionsAsync(folder.FolderId, first, folder.Version, CancellationToken.None);
        var keys = owed.SelectMany(static version => version).Where(static delivery => delivery.State is DeliveryState.Pending).Select(static delivery => delivery.Key.ToString());

        // One message at least, since the lists need it too.
        foreach (var some in keys.Chunk(KeysOfAMessage).DefaultIfEmpty([]))
        {
            await queue.EnqueueAsync(new ChangedWork(folder.FolderId, first, some) { FirstSeenAt = folder.FirstSeenAt }, TimeSpan.Zero, CancellationToken.None);
        }

        counts.Add(LookCounts.Behind);
    }

    private static void Count(RunCounts counts, string result)
    {
        counts.Add(LookCounts.Scanned);
        counts.Add(result);
    }
}
