using OzFunctions.Core.Work;

namespace OzFunctions.Storage.Queues;

/// <summary>The queues of a storage account that are ours.</summary>
public static class QueueNames
{
    /// <summary>What follows from changed folders.</summary>
    public const string Changes = "oz-work";

    /// <summary>Attempts at deliveries that are due.</summary>
    public const string Deliveries = "oz-deliveries";

    /// <summary>Questions to Oz.</summary>
    public const string Refreshes = "oz-refresh";

    /// <summary>Steps of runs.</summary>
    public const string Runs = "oz-runs";

    // The Functions host names the poison queue of a queue so.
    private const string PoisonSuffix = "-poison";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<WorkQueueName>().SelectMany(static queue => (string[])[Of(queue), PoisonOf(queue)])];

    /// <summary>The name of a queue.</summary>
    /// <param name="queue">The queue.</param>
    /// <returns>The name.</returns>
    public static string Of(WorkQueueName queue) => queue switch
    {
        WorkQueueName.Changes => Changes,
        WorkQueueName.Deliveries => Deliveries,
        WorkQueueName.Refreshes => Refreshes,
        WorkQueueName.Runs => Runs,
        _ => throw new ArgumentOutOfRangeException(nameof(queue), queue, "Not a queue."),
    };

    /// <summary>The name of the queue that holds what a queue's messages could not be handled.</summary>
    /// <param name="queue">The queue.</param>
    /// <returns>The name.</returns>
    public static string PoisonOf(WorkQueueName queue) => $"{Of(queue)}{PoisonSuffix}";
}
