using OzFunctions.Core.Runs;

namespace OzFunctions.Core.Reconciliation;

/// <summary>What came of starting a run.</summary>
/// <param name="Started">The run; null when none was started.</param>
/// <param name="UnderWay">The run that stands in the way; null when none does.</param>
public sealed record ReconciliationStart(Run? Started, RunId? UnderWay);
