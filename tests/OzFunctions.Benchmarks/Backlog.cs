using Azure.Storage.Queues;
using OzFunctions.Core.Work;
using OzFunctions.Storage.Queues;

namespace OzFunctions.Benchmarks;

/// <summary>The work that is left to do: the messages of the four queues, also those that are under way or not due yet.</summary>
/// <param name="connectionString">The storage.</param>
internal sealed class Backlog(string connectionString)
{
    /// <summary>The queues; not all of them need to exist.</summary>
    public IReadOnlyList<QueueClient> Queues { get; } = Array.ConvertAll(Enum.GetValues<WorkQueueName>(), name => new QueueClient(connectionString, QueueNames.Of(name)));

    /// <summary>Counts the messages.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many there are in all queues together.</returns>
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
