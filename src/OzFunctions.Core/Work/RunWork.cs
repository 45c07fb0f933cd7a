namespace OzFunctions.Core.Work;

/// <summary>A due step of a run.</summary>
/// <param name="Run">The run's id.</param>
public sealed record RunWork(string Run) : WorkItem
{
    /// <summary>The number of the step, from 0. A message with a lower number than the run's is obsolete.</summary>
    public int Step { get; init; }
}
