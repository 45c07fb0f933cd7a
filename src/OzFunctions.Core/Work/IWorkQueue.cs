namespace OzFunctions.Core.Work;

/// <summary>Where work waits, for as long as it takes. Every method throws <see cref="StoreUnavailableException"/> when a queue cannot be reached.</summary>
public interface IWorkQueue
{
    /// <summary>Adds an item to the queue of its kind; when this returns, it is durable.</summary>
    /// <param name="item">The item.</param>
    /// <param name="delay">How long it stays invisible: zero to seven days.</param>
    /// <param name="cancellationToken">Gives up; whether it was added is then unknown.</param>
    /// <returns>With what it can be taken back.</returns>
    Task<WorkReceipt> EnqueueAsync(WorkItem item, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Removes an item that was enqueued, unless a consumer has taken it since.</summary>
    /// <param name="receipt">What showed that it was enqueued.</param>
    /// <param name="cancellationToken">Gives up; the item may then still come.</param>
    /// <returns>A task that ends when it is removed.</returns>
    Task RemoveAsync(WorkReceipt receipt, CancellationToken cancellationToken);

    /// <summary>Makes an item due at once, unless a consumer has taken it since.</summary>
    /// <param name="receipt">What showed that it was enqueued.</param>
    /// <param name="cancellationToken">Gives up; the item then comes when it was to come.</param>
    /// <returns>A task that ends when it is due.</returns>
    Task HastenAsync(WorkReceipt receipt, CancellationToken cancellationToken);

    /// <summary>How long the oldest of the items at the front of a queue has been due.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The time; zero when none is due.</returns>
    Task<TimeSpan> OldestDueAsync(WorkQueueName queue, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Moves a text that cannot be handled to the poison queue, for people to look at and to replay.</summary>
    /// <param name="queue">The queue in which it was.</param>
    /// <param name="text">The text as it came.</param>
    /// <param name="cancellationToken">Gives up; whether it was moved is then unknown.</param>
    /// <returns>A task that ends when it is moved.</returns>
    Task PoisonAsync(WorkQueueName queue, string text, CancellationToken cancellationToken);

    /// <summary>How many messages the poison queues hold, roughly.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The number.</returns>
    Task<int> CountPoisonAsync(CancellationToken cancellationToken);

    /// <summary>Moves messages of the poison queues back to the queues of their kinds. What is no work item stays where it is.</summary>
    /// <param name="most">How many at most, at least 1.</param>
    /// <param name="cancellationToken">Gives up between two.</param>
    /// <returns>How many were moved, and how many cannot be.</returns>
    Task<PoisonReplay> ReplayPoisonAsync(int most, CancellationToken cancellationToken);
}
