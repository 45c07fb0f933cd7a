using OzFunctions.Core.Folders;
using OzFunctions.Core.Webhooks;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Polls Oz for a folder and applies the answer like the body of a webhook.</summary>
/// <param name="oz">Polls Oz.</param>
/// <param name="ingest">Applies payloads.</param>
/// <param name="store">The folder store.</param>
/// <param name="checks">The list of scheduled checks.</param>
/// <param name="queue">The work queue.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Numbers from 0 (inclusive) to 1 (exclusive), for jitter. Must be safe for concurrent use.</param>
public sealed class FolderRefresh(OzGateway oz, WebhookIngest ingest, IFolderStore store, IFolderChecks checks, IWorkQueue queue, TimeProvider time, Func<double> random)
{
    // Lasts about half a minute, by which time a burst of polls is over.
    private const int MaxPutBacks = 5;

    private static readonly DoublingDelay PutBackDelay = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(16));
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    // The delays before Oz is polled again when its answer is older than what named the folder, or does not know it: a replica may lag behind.
    private static readonly TimeSpan[] Rounds = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2)];

    // An answer serves only polls of later rounds, for which it is at most two seconds too early. The first poll for a webhook must begin after the webhook.
    private readonly RecentAnswers _recent = new(time);

    /// <summary>How long after a folder was named Oz may not know it yet.</summary>
    internal static TimeSpan KnownWithin { get; } = TimeSpan.FromTicks(Rounds.Sum(static delay => delay.Ticks));

    /// <summary>Polls Oz for a folder and applies the answer.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="cause">The cause of the change.</param>
    /// <param name="patience">Cancels the request.</param>
    /// <param name="cancellationToken">Cancels applying the answer, which may still have been stored.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="OzRefusedException">Oz rejects the request permanently.</exception>
    /// <exception cref="PayloadException">Oz's answer is not a folder, or another folder.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<RefreshOutcome> RunAsync(string folderId, ChangeCause cause, CancellationToken patience, CancellationToken cancellationToken)
    {
        var askedAt = time.GetTimestamp();
        OzPayload? answer;
        try
        {
            answer = await oz.FindAsync(folderId, patience);
        }
        catch (OzUnavailableException e)
        {
            return new RefreshOutcome(Wait: e.RetryAfter ?? TimeSpan.Zero) { IsBusy = e is { IsHeldBack: true, RetryAfter: null or { Ticks: 0 } } };
        }

        var outcome = answer is null
            ? new RefreshOutcome(IsUnknown: true)
            : new RefreshOutcome(await ingest.ApplyAsync(answer, cause, cancellationToken), AnswerTime: answer.Records.LatestTime);
        _recent.Keep(folderId, outcome, askedAt);
        return outcome;
    }

    /// <summary>Enqueues another poll when Oz's answer is older than the webhook, or Oz does not know the folder.</summary>
    /// <param name="work">The poll that was made.</param>
    /// <param name="outcome">Its outcome.</param>
    /// <param name="cancellationToken">Cancels the operation; the message may still have been enqueued.</param>
    /// <returns>True when Oz will be polled again.</returns>
    /// <exception cref="StoreUnavailableException">The queue cannot be reached.</exception>
    public async Task<bool> FollowUpAsync(RefreshWork work, RefreshOutcome outcome, CancellationToken cancellationToken)
    {
        var isFinal = !outcome.IsUnknown && (work.HintedAt is null || outcome.AnswerTime >= work.HintedAt);
        if (isFinal || work.Round >= Rounds.Length)
        {
            return false;
        }

        await queue.EnqueueAsync(new RefreshWork(work.Folder, work.Reason) { HintedAt = work.HintedAt, Round = work.Round + 1 }, Rounds[work.Round], cancellationToken);
        return true;
    }

    /// <summary>Handles a due refresh.</summary>
    /// <param name="work">The message.</param>
    /// <param name="cancellationToken">Cancels the operation; the message must then stay on the queue.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="OzRefusedException">Oz rejects the request permanently.</exception>
    /// <exception cref="PayloadException">Oz's answer is not a folder.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<WorkReport> HandleAsync(RefreshWork work, CancellationToken cancellationToken)
    {
        var shared = work.Round > 0 ? _recent.Find(work.Folder) : null;
        var outcome = shared ?? await RunAsync(work.Folder, ChangeCause.Refresh, cancellationToken, CancellationToken.None);
        if (outcome.IsBusy && work.PutBacks < MaxPutBacks)
        {
            return WorkReport.PutBack(work, PutBackDelay.After(work.PutBacks, random()), $"The poll of folder {work.Folder} is deferred: too many other polls are in progress.");
        }

        if (outcome.Wait is { } wait)
        {
            return await ScheduleCheckAsync(work.Folder, wait < LongestWait ? wait : LongestWait, cancellationToken);
        }

        var again = await FollowUpAsync(work, outcome, cancellationToken);
        if (outcome.IsUnknown)
        {
            return again
                ? new WorkReport(WorkResult.Done, $"Oz does not know folder {work.Folder} yet and is polled again.")
                : new WorkReport(WorkResult.Dropped, $"Folder {work.Folder} does not exist at Oz.");
        }

        var applied = outcome.Ingest is { } ingested ? $"{ingested.Outcome}" : "with another message";
        return new WorkReport(WorkResult.Done, $"Oz was polled for folder {work.Folder}: {applied}{(again ? "; its answer is older than the webhook, so Oz is polled again" : "")}.");
    }

    private async Task<WorkReport> ScheduleCheckAsync(string folderId, TimeSpan wait, CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(folderId, cancellationToken);
        if (stored?.Tombstone is null)
        {
            await checks.MakeDueAsync(folderId, stored?.Folder, time.GetUtcNow() + wait, cancellationToken);

            // It may be erased meanwhile. It is read after the write, so this or the erasure sees the other.
            stored = await store.FindAsync(folderId, cancellationToken);
            if (stored?.Tombstone is null)
            {
                return new WorkReport(WorkResult.Done, $"Oz is unavailable; a run will poll it for folder {folderId}.");
            }
        }

        await checks.RemoveAsync(folderId, cancellationToken);
        return new WorkReport(WorkResult.Dropped, $"Folder {folderId} was erased.");
    }
}
