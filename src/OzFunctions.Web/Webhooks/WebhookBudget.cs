using OzFunctions.Core;

namespace OzFunctions.Web.Webhooks;

/// <summary>
/// The time that one webhook may take once its body was read, all requests to storage and to Oz together, with every repeat. A sender that gets no
/// answer learns less than one that gets 503, and it holds a connection of ours meanwhile.
/// </summary>
internal static class WebhookBudget
{
    /// <summary>How long the work may take. A second less than the ten within which a webhook is answered.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(9);

    /// <summary>Does the work of a webhook, as long as the budget lasts.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="time">The clock.</param>
    /// <param name="work">The work. Its token fires at the end of the budget, and only then: a caller that leaves does not end a write.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="StoreUnavailableException">
    /// The budget ended. What the work had stored by then, and what may still take place, stays: its message is in the queue, and the webhook that
    /// comes again is a duplicate.
    /// </exception>
    public static async Task<T> RunAsync<T>(TimeProvider time, Func<CancellationToken, Task<T>> work)
    {
        using var budget = new CancellationTokenSource(Limit, time);
        try
        {
            // Also work that does not heed its token must not keep the caller waiting.
            return await work(budget.Token).WaitAsync(budget.Token);
        }
        catch (OperationCanceledException e) when (budget.IsCancellationRequested)
        {
            throw new StoreUnavailableException($"The webhook was not stored within {Limit.TotalSeconds} seconds.", e);
        }
    }
}
