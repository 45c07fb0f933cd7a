using OzFunctions.Core;

namespace OzFunctions.Web.Webhooks;

/// <summary>
/// The time limit of handling one webhook once its body was read, for all requests to storage and to Oz with all retries. A sender without any response
/// learns less than one that gets 503, and it keeps a connection of ours open.
/// </summary>
internal static class WebhookBudget
{
    /// <summary>The limit, 9 seconds: one less than the ten within which a webhook is answered.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(9);

    /// <summary>Runs the work of a webhook within the limit.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="time">The clock.</param>
    /// <param name="work">The work. Its token is cancelled at the limit only: a client that disconnects does not cancel a write.</param>
    /// <returns>The result of the work.</returns>
    /// <exception cref="StoreUnavailableException">
    /// The limit was exceeded. What the work has stored or may still store remains valid: its message is in the queue, and the sender's retry will be a
    /// duplicate.
    /// </exception>
    public static async Task<T> RunAsync<T>(TimeProvider time, Func<CancellationToken, Task<T>> work)
    {
        using var budget = new CancellationTokenSource(Limit, time);
        try
        {
            // Work that ignores its token must not keep the caller waiting either.
            return await work(budget.Token).WaitAsync(budget.Token);
        }
        catch (OperationCanceledException e) when (budget.IsCancellationRequested)
        {
            throw new StoreUnavailableException($"The webhook was not stored within {Limit.TotalSeconds} seconds.", e);
        }
    }
}
