namespace OzFunctions.Core.Work;

/// <summary>The names of our queues in the storage account. An endpoint must not name one of them.</summary>
public static class QueueNames
{
    /// <summary>Follow-up work of changed folders.</summary>
    public const string Changes = "oz-work";

    /// <summary>Delivery attempts that are due, and probes.</summary>
    public const string Deliveries = "oz-deliveries";

    /// <summary>Questions to ask Oz.</summary>
    public const string Refreshes = "oz-refresh";

    /// <summary>Steps of runs.</summary>
    public const string Runs = "oz-runs";

    // The suffix that the Functions host gives to poison queues.
    private const string PoisonSuffix = "-poison";

    /// <summary>All queues, including the poison queues.</summary>
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

    /// <summary>The name of a queue's poison queue, which holds its dead-lettered messages.</summary>
    /// <param name="queue">The queue.</param>
    /// <returns>The name.</returns>
    public static string PoisonOf(WorkQueueName queue) => $"{Of(queue)}{PoisonSuffix}";
}
