namespace OzFunctions.Core.Work;

/// <summary>The next step of a run is due.</summary>
/// <param name="Run">The run's id.</param>
public sealed record RunWork(string Run) : WorkItem
{
    /// <summary>The number of the step that is due, from 0. One that is behind its run has its successor.</summary>
    public int Step { get; init; }
}
