namespace OzFunctions.Core.Work;

/// <summary>The work queues. Items never expire. Every method throws <see cref="StoreUnavailableException"/> when a queue cannot be reached.</summary>
public interface IWorkQueue
{
    /// <summary>Adds an item to the queue of its kind. When this returns, the item is durable.</summary>
    /// <param name="item">The item.</param>
    /// <param name="delay">How long the item stays invisible: zero to seven days.</param>
    /// <param name="cancellationToken">Cancels the operation; the item may still have been added.</param>
    /// <returns>The receipt with which the item can be removed.</returns>
    Task<WorkReceipt> EnqueueAsync(WorkItem item, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Removes an item, unless a consumer has received it since.</summary>
    /// <param name="receipt">The receipt from <see cref="EnqueueAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the operation; the item may still be received.</param>
    /// <returns>A task that completes when the item is removed.</returns>
    Task RemoveAsync(WorkReceipt receipt, CancellationToken cancellationToken);

    /// <summary>Replaces an item and makes it visible at once, unless a consumer has received it since.</summary>
    /// <param name="receipt">The receipt from <see cref="EnqueueAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the operation; the item may still become visible only when its delay ends.</param>
    /// <returns>A task that completes when the item is visible.</returns>
    Task MakeDueAsync(WorkReceipt receipt, CancellationToken cancellationToken);

    /// <summary>Returns how long the oldest item at the front of a queue has been due.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The duration; zero when none is due.</returns>
    Task<TimeSpan> OldestDueAsync(WorkQueueName queue, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Moves a message that cannot be handled to the poison queue, where people can inspect and replay it.</summary>
    /// <param name="queue">The queue of the message.</param>
    /// <param name="text">The text as received.</param>
    /// <param name="cancellationToken">Cancels the operation; the message may still have been moved.</param>
    /// <returns>A task that completes when the message is moved.</returns>
    Task PoisonAsync(WorkQueueName queue, string text, CancellationToken cancellationToken);

    /// <summary>Returns the approximate number of messages in the poison queues.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The number.</returns>
    Task<int> CountPoisonAsync(CancellationToken cancellationToken);

    /// <summary>Moves messages of the poison queues back to the queues of their kinds. Messages that are not work items stay.</summary>
    /// <param name="most">The maximum number of items, at least 1.</param>
    /// <param name="patience">Ends the operation in good order, after the message that is being moved.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The numbers of messages moved, and of messages that cannot be.</returns>
    Task<PoisonReplay> ReplayPoisonAsync(int most, CancellationToken patience, CancellationToken cancellationToken);
}
