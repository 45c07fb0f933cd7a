namespace OzFunctions.Core.Runs;

/// <summary>
/// The exclusive lock of a kind of run over all processes: the named run is the active one until its own row shows that it has ended. The
/// lock needs no release, and a clock matters only for a run that completes no step for ten minutes.
/// </summary>
/// <param name="Run">The newest run.</param>
/// <param name="StartedAt">When it was started, UTC.</param>
/// <param name="Occurrence">The last handled occurrence of the schedule, UTC; null before the first.</param>
/// <param name="Progress">The run's cursor at its start, in case its own row is lost; null at the beginning.</param>
public sealed record RunLedger(RunId Run, DateTimeOffset StartedAt, DateTimeOffset? Occurrence, string? Progress);
