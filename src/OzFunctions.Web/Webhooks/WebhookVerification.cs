using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Oz;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Webhooks;
using OzFunctions.Core.Work;

namespace OzFunctions.Web.Webhooks;

/// <summary>Uses a webhook's body only as a hint and asks Oz. Nothing of the body is stored, so a forged webhook is harmless.</summary>
/// <param name="refresh">Asks Oz.</param>
/// <param name="queue">The work queue.</param>
/// <param name="clock">Compares Oz's clock with ours.</param>
/// <param name="time">The clock.</param>
public sealed class WebhookVerification(FolderRefresh refresh, IWorkQueue queue, OzClock clock, TimeProvider time)
{
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Asks Oz about the folder of a webhook, for at most five seconds.</summary>
    /// <param name="hint">The folder, and the time of the webhook.</param>
    /// <param name="cancellationToken">Cancels the operation. What took place is then unknown, and nothing may be acknowledged.</param>
    /// <returns>The outcome. If nothing was applied, Oz will be asked later, and this is durable.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached: nothing may be acknowledged.</exception>
    public async Task<RefreshOutcome> RunAsync(OzHint hint, CancellationToken cancellationToken)
    {
        var outcome = await AskAsync(hint.FolderId, cancellationToken);

        // Limited after the answer, which shows Oz's clock. No answer of Oz is ever as new as a time that is yet to come.
        var work = new RefreshWork(hint.FolderId, RefreshReasons.Hinted) { HintedAt = clock.NotInFuture(hint.LatestTime) };
        if (outcome.Wait is not null)
        {
            await queue.EnqueueAsync(work, TimeSpan.Zero, cancellationToken);
        }
        else
        {
            await refresh.FollowUpAsync(work, outcome, cancellationToken);
        }

        return outcome;
    }

    private async Task<RefreshOutcome> AskAsync(string folderId, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(AskTimeout, time);
        try
        {
            return await refresh.RunAsync(folderId, ChangeCause.Webhook, timeout.Token, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is OperationCanceledException or PayloadException or OzRefusedException)
        {
            // Oz's next answer may be better. If it is not, the message is dead-lettered and operators see it.
            return new RefreshOutcome(Wait: TimeSpan.Zero);
        }
    }
}
