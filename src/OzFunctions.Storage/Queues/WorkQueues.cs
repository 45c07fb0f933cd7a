using Azure.Storage.Queues;
using OzFunctions.Core.Work;

namespace OzFunctions.Storage.Queues;

/// <summary>The work queues in Azure Storage Queues.</summary>
internal sealed class WorkQueues : IWorkQueue
{
    private readonly WorkQueue[] _queues;

    /// <summary>Creates them.</summary>
    /// <param name="client">Creates the client of a queue. It must not decode messages.</param>
    /// <param name="visibilityTimeout">How long a received message stays invisible to other consumers.</param>
    public WorkQueues(Func<string, QueueClient> client, TimeSpan visibilityTimeout) => _queues = Array.ConvertAll(
        Enum.GetValues<WorkQueueName>(),
        name => new WorkQueue(name, client(QueueNames.Of(name)), client(QueueNames.PoisonOf(name)), visibilityTimeout));

    /// <summary>The queues, one for each name.</summary>
    public IReadOnlyList<IWorkSource> Sources => _queues;

    /// <inheritdoc/>
    public Task<WorkReceipt> EnqueueAsync(WorkItem item, TimeSpan delay, CancellationToken cancellationToken) => Of(item.Queue).EnqueueAsync(item, delay, cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAsync(WorkReceipt receipt, CancellationToken cancellationToken) => Of(receipt.Item.Queue).RemoveAsync(receipt, cancellationToken);

    /// <inheritdoc/>
    public Task MakeDueAsync(WorkReceipt receipt, CancellationToken cancellationToken) => Of(receipt.Item.Queue).MakeDueAsync(receipt, cancellationToken);

    /// <inheritdoc/>
    public Task<TimeSpan> OldestDueAsync(WorkQueueName queue, DateTimeOffset now, CancellationToken cancellationToken) => Of(queue).OldestDueAsync(now, cancellationToken);

    /// <inheritdoc/>
    public Task PoisonAsync(WorkQueueName queue, string text, CancellationToken cancellationToken) => Of(queue).PoisonAsync(text, cancellationToken);

    /// <inheritdoc/>
    public async Task<int> CountPoisonAsync(CancellationToken cancellationToken) =>
        (await Task.WhenAll(_queues.Select(queue => queue.CountPoisonAsync(cancellationToken)))).Sum();

    /// <inheritdoc/>
    public async Task<PoisonReplay> ReplayPoisonAsync(int most, CancellationToken patience, CancellationToken cancellationToken)
    {
        var (replayed, unreadable) = (0, 0);
        foreach (var queue in _queues)
        {
            // Each item goes to the queue of its kind, even if a person moved it to the poison queue of another.
            var one = await queue.ReplayPoisonAsync(most - replayed, item => EnqueueAsync(item, TimeSpan.Zero, cancellationToken), patience, cancellationToken);
            replayed += one.Replayed;
            unreadable += one.Unreadable;
        }

        return new PoisonReplay(replayed, unreadable);
    }

    private WorkQueue Of(WorkQueueName name) => _queues[(int)name];
}
