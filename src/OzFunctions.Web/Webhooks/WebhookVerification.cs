using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Webhooks;
using OzFunctions.Core.Work;

namespace OzFunctions.Web.Webhooks;

/// <summary>Takes a webhook's body as a hint and asks Oz, so that a forged one is harmless: nothing of it is stored.</summary>
/// <param name="refresh">Asks Oz.</param>
/// <param name="queue">The work queue.</param>
/// <param name="time">The clock.</param>
public sealed class WebhookVerification(FolderRefresh refresh, IWorkQueue queue, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks Oz about the folder that a webhook names, for five seconds at most.</summary>
    /// <param name="hint">The folder, and how new the webhook is.</param>
    /// <param name="cancellationToken">Gives up; what took place is then unknown, and nothing may be acknowledged.</param>
    /// <returns>What came of it; its <see cref="RefreshOutcome.Wait"/> is not null when Oz will be asked later, which is durable then.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached: nothing may be acknowledged.</exception>
    public async Task<RefreshOutcome> RunAsync(OzHint hint, CancellationToken cancellationToken)
    {
        var outcome = await AskAsync(hint.FolderId, cancellationToken);
        if (outcome.Wait is not null)
        {
            await queue.EnqueueAsync(new RefreshWork(hint.FolderId, RefreshReasons.Hinted) { HintedAt = hint.LatestTime }, TimeSpan.Zero, cancellationToken);
        }
        else if (!outcome.IsUnknown)
        {
            await refresh.FollowUpAsync(hint.FolderId, outcome, hint.LatestTime, round: 0, cancellationToken);
        }

        return outcome;
    }

    private async Task<RefreshOutcome> AskAsync(string folderId, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            return await refresh.RunAsync(folderId, ChangeCause.Webhook, patience.Token, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is OperationCanceledException or PayloadException or OzRefusedException)
        {
            // What Oz answered may be better next time; if it is not, the message is set apart for people to see.
            return new RefreshOutcome(null, IsUnknown: false, TimeSpan.Zero, null);
        }
    }
}
