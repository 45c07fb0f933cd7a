namespace OzFunctions.Core.Runs;

/// <summary>
/// The lease of a kind of run over all processes: the run that is named is the one that runs, until its own row says that it is over. Nothing
/// has to be given back, and a clock decides only about a run that makes no step for ten minutes.
/// </summary>
/// <param name="Run">The run that was started last.</param>
/// <param name="StartedAt">When, UTC.</param>
/// <param name="Occurrence">The time of the schedule that was served last, UTC; null while none was.</param>
/// <param name="Progress">Where the run stood at its start, should its own row be gone; null at the beginning.</param>
public sealed record RunLedger(RunId Run, DateTimeOffset StartedAt, DateTimeOffset? Occurrence, string? Progress);
