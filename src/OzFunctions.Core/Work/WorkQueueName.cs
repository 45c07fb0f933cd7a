namespace OzFunctions.Core.Work;

/// <summary>The work queues. Each kind of work has its own, so that a backlog of one does not delay the others.</summary>
public enum WorkQueueName
{
    /// <summary>Follow-ups of changes.</summary>
    Changes,

    /// <summary>Due attempts at deliveries, and probes.</summary>
    Deliveries,

    /// <summary>Polls of Oz.</summary>
    Refreshes,

    /// <summary>Steps of runs.</summary>
    Runs,
}
