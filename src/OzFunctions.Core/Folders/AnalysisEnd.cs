namespace OzFunctions.Core.Folders;

/// <summary>A time at which an analysis was seen to have ended.</summary>
/// <param name="At">The <c>time_updated</c> of a terminal copy, UTC. The analysis ended then or earlier, because a later decision changes this time.</param>
/// <param name="IsExact">Whether the copy cannot be a later decision, so that the analysis ended at exactly this time.</param>
public readonly record struct AnalysisEnd(DateTimeOffset At, bool IsExact);
