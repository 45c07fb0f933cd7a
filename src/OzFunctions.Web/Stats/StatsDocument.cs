using OzFunctions.Web.Health;
using OzFunctions.Web.Runs;

namespace OzFunctions.Web.Stats;

/// <summary>How things stand, in numbers.</summary>
/// <param name="Days">The days, the latest last.</param>
/// <param name="Hours">The hours of today until now, UTC, the latest last.</param>
/// <param name="Deliveries">What is not delivered, by endpoint.</param>
/// <param name="Open">How many folders are open, by reason. A folder may have several.</param>
/// <param name="OpenTotal">How many folders are open, each once; not more than 10,000 are counted, and as many that were given up.</param>
/// <param name="OpenIsMore">Whether there are more than were counted.</param>
/// <param name="Reconciliation">The run that was started last; null before the first.</param>
/// <param name="MetadataKeys">The metadata keys by whose values folders are found.</param>
/// <param name="Warnings">What a person should look at, as <c>health/ready</c> shows it.</param>
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
