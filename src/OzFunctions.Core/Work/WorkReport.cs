namespace OzFunctions.Core.Work;

/// <summary>The outcome of a work item, for the log.</summary>
/// <param name="Result">The outcome.</param>
/// <param name="Detail">A sentence that contains ids but no other data.</param>
/// <param name="Exception">The exception, if one occurred.</param>
public sealed record WorkReport(WorkResult Result, string Detail, Exception? Exception = null)
{
    /// <summary>The item; null when the message was not a work item.</summary>
    public WorkItem? Item { get; init; }

    /// <summary>What must replace the message; null when the message can be deleted.</summary>
    public WorkRequeue? Again { get; init; }

    /// <summary>How important the outcome is to readers of the log, when the work was done.</summary>
    public WorkWeight Weight { get; init; } = WorkWeight.Notable;

    /// <summary>Reports that an item is deferred, because what it waits for is not available yet.</summary>
    /// <param name="item">The item.</param>
    /// <param name="delay">The delay.</param>
    /// <param name="detail">A sentence that contains ids but no other data.</param>
    /// <returns>The report.</returns>
    internal static WorkReport PutBack(WorkItem item, TimeSpan delay, string detail) =>
        new(WorkResult.PutBack, detail) { Again = new WorkRequeue(item with { PutBacks = item.PutBacks + 1 }, delay) };
}
