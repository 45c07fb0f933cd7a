namespace OzFunctions.Core.Work;

/// <summary>The queues. Each kind of work has its own, so that a backlog of one delays none of the others.</summary>
public enum WorkQueueName
{
    /// <summary>What follows from changed folders.</summary>
    Changes,

    /// <summary>Attempts at deliveries that are due.</summary>
    Deliveries,

    /// <summary>Questions to Oz.</summary>
    Refreshes,

    /// <summary>Steps of runs.</summary>
    Runs,
}
