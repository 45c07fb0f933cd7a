using OzFunctions.Core.Folders;
using OzFunctions.Core.Webhooks;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Asks Oz about a folder and applies the answer, as a webhook's body is applied.</summary>
/// <param name="oz">Asks Oz.</param>
/// <param name="ingest">Applies what Oz says.</param>
/// <param name="store">Remembers folders.</param>
/// <param name="checks">Lists the folders that Oz is to be asked about.</param>
/// <param name="queue">The work queue.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Numbers from 0 (inclusive) to 1 (exclusive), for jitter. Must be safe for concurrent use.</param>
public sealed class FolderRefresh(OzInquiry oz, WebhookIngest ingest, IFolderStore store, IFolderChecks checks, IWorkQueue queue, TimeProvider time, Func<double> random)
{
    // A burst of questions is over by then, about half a minute later.
    private const int MaxPutBacks = 5;

    private static readonly DoublingDelay PutBackDelay = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(16));
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

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
            return new RefreshOutcome(null, IsUnknown: false, e.RetryAfter ?? TimeSpan.Zero, null) { IsBusy = e is { IsHeldBack: true, RetryAfter: null or { Ticks: 0 } } };
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
        if (outcome.IsBusy && work.PutBacks < MaxPutBacks)
        {
            await queue.EnqueueAsync(work with { PutBacks = work.PutBacks + 1 }, PutBackDelay.After(work.PutBacks) * (0.5 + (0.5 * random())), cancellationToken);
            return new WorkReport(WorkResult.PutBack, $"Folder {work.Folder} waits: much else is being asked.");
        }

        if (outcome.Wait is { } wait)
        {
            return await LeaveToRunAsync(work.Folder, wait < LongestWait ? wait : LongestWait, cancellationToken);
        }

        if (outcome.IsUnknown)
        {
            return new WorkReport(WorkResult.Dropped, $"Oz knows no folder {work.Folder}.");
        }

        var again = await FollowUpAsync(work.Folder, outcome, work.HintedAt, work.Round, cancellationToken);
        return new WorkReport(WorkResult.Done, $"Oz was asked about folder {work.Folder}: {outcome.Ingest!.Outcome}{(again ? "; its answer is older than the webhook, so it is asked again" : "")}.");
    }

    private async Task<WorkReport> LeaveToRunAsync(string folderId, TimeSpan wait, CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(folderId, cancellationToken);
        if (stored?.Tombstone is not null)
        {
            return new WorkReport(WorkResult.Dropped, $"Folder {folderId} was erased.");
        }

        await checks.HastenAsync(folderId, stored?.Folder, time.GetUtcNow() + wait, cancellationToken);
        return new WorkReport(WorkResult.Done, $"Oz cannot be asked about folder {folderId} now; a run will.");
    }
}
