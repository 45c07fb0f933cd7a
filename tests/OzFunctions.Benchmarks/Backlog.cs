using Azure.Storage.Queues;
using OzFunctions.Core.Work;

namespace OzFunctions.Benchmarks;

/// <summary>The messages in the four work queues, including those in progress or not yet due.</summary>
/// <param name="connectionString">The connection string of the storage account.</param>
internal sealed class Backlog(string connectionString)
{
    /// <summary>The queues. Not all of them need to exist.</summary>
    public IReadOnlyList<QueueClient> Queues { get; } = Array.ConvertAll(Enum.GetValues<WorkQueueName>(), name => new QueueClient(connectionString, QueueNames.Of(name)));

    /// <summary>Counts the messages.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The number of messages in all queues together.</returns>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var left = 0;
        foreach (var queue in Queues)
        {
            left += await queue.ExistsAsync(cancellationToken) ? (await queue.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount : 0;
        }

        return left;
    }
}
