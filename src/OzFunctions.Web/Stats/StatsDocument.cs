using OzFunctions.Web.Health;
using OzFunctions.Web.Runs;

namespace OzFunctions.Web.Stats;

/// <summary>The statistics.</summary>
/// <param name="Days">The days, the latest last.</param>
/// <param name="Hours">The hours of today (UTC) until now, the latest last.</param>
/// <param name="Deliveries">The undelivered deliveries, by endpoint.</param>
/// <param name="Open">The number of open folders, by reason. A folder may have several reasons.</param>
/// <param name="OpenTotal">The number of open folders, each counted once. Counting stops at 10,000, and at another 10,000 that were given up.</param>
/// <param name="OpenIsMore">Whether there are more than were counted.</param>
/// <param name="Reconciliation">The run that was started last; null before the first.</param>
/// <param name="MetadataKeys">The metadata keys by whose values folders can be found.</param>
/// <param name="Warnings">The warnings, as in <c>health/ready</c>.</param>
internal sealed record StatsDocument(
    IReadOnlyList<DayDocument> Days,
    IReadOnlyList<HourDocument> Hours,
    IReadOnlyList<ParkedDocument> Deliveries,
    IReadOnlyDictionary<string, int> Open,
    int OpenTotal,
    bool OpenIsMore,
    RunDocument? Reconciliation,
    IReadOnlyList<string> MetadataKeys,
    IReadOnlyList<WarningDocument> Warnings);
