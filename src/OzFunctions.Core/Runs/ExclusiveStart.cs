namespace OzFunctions.Core.Runs;

/// <summary>What came of starting a run of which there is one at a time.</summary>
/// <param name="Started">The run; null when none was started.</param>
/// <param name="UnderWay">The run that stands in the way; null when none does.</param>
public sealed record ExclusiveStart(Run? Started, RunId? UnderWay);
