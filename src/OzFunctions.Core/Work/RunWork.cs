namespace OzFunctions.Core.Work;

/// <summary>The next step of a run is due.</summary>
/// <param name="Run">The run's id.</param>
public sealed record RunWork(string Run) : WorkItem;
