namespace OzFunctions.Core.Work;

/// <summary>The outcome of a work item. <see cref="WorkReport.Again"/> says whether its message is replaced or deleted.</summary>
public enum WorkResult
{
    /// <summary>The work was done.</summary>
    Done,

    /// <summary>Nothing was left to do: the message was a duplicate, or the data it refers to no longer exists.</summary>
    Dropped,

    /// <summary>The item was deferred, because what it waits for is not available yet.</summary>
    PutBack,

    /// <summary>The item was requeued, because the storage failed.</summary>
    Fault,

    /// <summary>The item was requeued, because it failed with an internal error.</summary>
    Failed,

    /// <summary>The message was moved to the poison queue (dead-lettered).</summary>
    Poisoned,
}
