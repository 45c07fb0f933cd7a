using Azure;
using Azure.Storage.Queues;
using OzFunctions.Core.Work;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>Counts messages in the work queues of processes under test.</summary>
internal static class ProcessQueues
{
    /// <summary>The number of messages of a queue; null when the queue does not exist.</summary>
    public static async Task<int?> CountAsync(string account, WorkQueueName queue, CancellationToken cancellationToken)
    {
        try
        {
            var client = new QueueClient(account, QueueNames.Of(queue));
            return (await client.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }
}
