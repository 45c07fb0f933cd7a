using OzFunctions.Core.Work;

namespace OzFunctions.Web.Work;

/// <summary>
/// Handles the messages that the Functions host receives. The host moves a message that was not handled to the poison queue after a number of deliveries, where it
/// expires after seven days and nothing counts it. Messages are therefore moved here before.
/// </summary>
/// <param name="work">Runs the work.</param>
/// <param name="queue">The work queues.</param>
public sealed class HostMessages(WorkHandler work, IWorkQueue queue)
{
    /// <summary>How often the host delivers a message: <c>maxDequeueCount</c> in <c>host.json</c>.</summary>
    internal const long MaxDeliveries = 20;

    // Leaves three deliveries in which the poison queue can be written.
    private const long MovedFrom = MaxDeliveries - 2;

    /// <summary>Handles a message. The host deletes it when this returns, and delivers it again when this throws.</summary>
    /// <param name="from">The queue of the message.</param>
    /// <param name="text">The message's text.</param>
    /// <param name="enqueuedAt">When it was enqueued, UTC; null when that is unknown.</param>
    /// <param name="deliveries">How often the message was delivered, with this time.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task that completes when the message can be deleted.</returns>
    /// <exception cref="Core.StoreUnavailableException">The queues cannot be reached.</exception>
    public async Task RunAsync(WorkQueueName from, string text, DateTimeOffset? enqueuedAt, long deliveries, CancellationToken cancellationToken)
    {
        if (deliveries >= MaxDeliveries)
        {
            // Work that ends its process or outlasts the host's timeout never gets to the handling of a failure.
            await work.GiveUpAsync(from, text, failure: null, cancellationToken);
            return;
        }

        try
        {
            // The host cannot change the message, so what must be handled again becomes a message of its own.
            if (await work.RunAsync(from, text, enqueuedAt, cancellationToken) is { } again)
            {
                await queue.EnqueueAsync(again.Item, again.Delay, cancellationToken);
            }
        }
        catch (Exception e) when (deliveries >= MovedFrom && !cancellationToken.IsCancellationRequested)
        {
            await work.GiveUpAsync(from, text, e, cancellationToken);
        }
    }
}
