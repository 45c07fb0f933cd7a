using OzFunctions.Core.Folders;
using OzFunctions.Core.Webhooks;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Asks Oz about a folder and applies the answer, as a webhook's body is applied.</summary>
/// <param name="oz">Asks Oz.</param>
/// <param name="ingest">Applies what Oz says.</param>
/// <param name="queue">The work queue.</param>
/// <param name="random">Numbers from 0 (inclusive) to 1 (exclusive), for jitter. Must be safe for concurrent use.</param>
public sealed class FolderRefresh(OzInquiry oz, WebhookIngest ingest, IWorkQueue queue, Func<double> random)
{
    private static readonly DoublingDelay PutBackDelay = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(256));

    // How often Oz is asked again when its answer is older than a webhook that it sent.
    private static readonly TimeSpan[] Rounds = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2)];

    /// <summary>Asks Oz about a folder and applies the answer.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="cause">Why.</param>
    /// <param name="patience">Gives up asking.</param>
    /// <param name="cancellationToken">Gives up applying what Oz said; whether it was applied is then unknown.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="OzRefusedException">Oz will not answer this, ever.</exception>
    /// <exception cref="PayloadException">What Oz answered is no folder, or another one.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<RefreshOutcome> RunAsync(string folderId, ChangeCause cause, CancellationToken patience, CancellationToken cancellationToken)
    {
        OzPayload? told;
        try
        {
            told = await oz.FindAsync(folderId, patience);
        }
        catch (OzUnavailableException e)
        {
            return new RefreshOutcome(null, IsUnknown: false, e.RetryAfter ?? TimeSpan.Zero, null);
        }

        return told is null
            ? new RefreshOutcome(null, IsUnknown: true, null, null)
            : new RefreshOutcome(await ingest.ApplyAsync(told, cause, cancellationToken), IsUnknown: false, null, told.Records.LatestTime);
    }

    /// <summary>Has a folder asked about once more, when Oz's answer is older than the webhook that told of it.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="outcome">What came of asking.</param>
    /// <param name="hintedAt">The latest time in the webhook, UTC; null when it held none.</param>
    /// <param name="round">How often it was asked again already.</param>
    /// <param name="cancellationToken">Gives up; whether it was enqueued is then unknown.</param>
    /// <returns>Whether it will be asked about again.</returns>
    /// <exception cref="StoreUnavailableException">The queue cannot be reached.</exception>
    public async Task<bool> FollowUpAsync(string folderId, RefreshOutcome outcome, DateTimeOffset? hintedAt, int round, CancellationToken cancellationToken)
    {
        if (hintedAt is null || outcome.ToldAt >= hintedAt || round >= Rounds.Length)
        {
            return false;
        }

        await queue.EnqueueAsync(new RefreshWork(folderId, RefreshReasons.Hinted) { HintedAt = hintedAt, Round = round + 1 }, Rounds[round], cancellationToken);
        return true;
    }

    /// <summary>Handles a due refresh.</summary>
    /// <param name="work">The message.</param>
    /// <param name="cancellationToken">Gives up; the message must then stay.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="OzRefusedException">Oz will not answer this, ever.</exception>
    /// <exception cref="PayloadException">What Oz answered is no folder.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<WorkReport> HandleAsync(RefreshWork work, CancellationToken cancellationToken)
    {
        var outcome = await RunAsync(work.Folder, ChangeCause.Refresh, cancellationToken, CancellationToken.None);
        if (outcome.Wait is { } wait)
        {
            var own = PutBackDelay.After(work.PutBacks);
            await queue.EnqueueAsync(work with { PutBacks = work.PutBacks + 1 }, wait + (own * (0.5 + (0.5 * random()))), cancellationToken);
            return new WorkReport(WorkResult.PutBack, $"Folder {work.Folder} waits: Oz cannot be asked.");
        }

        if (outcome.IsUnknown)
        {
            return new WorkReport(WorkResult.Dropped, $"Oz knows no folder {work.Folder}.");
        }

        var again = await FollowUpAsync(work.Folder, outcome, work.HintedAt, work.Round, cancellationToken);
        return new WorkReport(WorkResult.Done, $"Oz was asked about folder {work.Folder}: {outcome.Ingest!.Outcome}{(again ? "; its answer is older than the webhook, so it is asked again" : "")}.");
    }
}
