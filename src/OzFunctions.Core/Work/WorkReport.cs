namespace OzFunctions.Core.Work;

/// <summary>What became of a work item, for the log.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="Detail">A sentence with ids only.</param>
/// <param name="Exception">What failed, if something did.</param>
public sealed record WorkReport(WorkResult Result, string Detail, Exception? Exception = null)
{
    /// <summary>The item; null when its message was none.</summary>
    public WorkItem? Item { get; init; }

    /// <summary>How much it matters to who reads the log, where it was done.</summary>
    public WorkWeight Weight { get; init; } = WorkWeight.Notable;
}
