using OzFunctions.Web.Health;
using OzFunctions.Web.Runs;

namespace OzFunctions.Web.Stats;

/// <summary>How things stand, in numbers.</summary>
/// <param name="Days">The days, the latest last.</param>
/// <param name="Hours">The hours of today until now, UTC, the latest last.</param>
/// <param name="Deliveries">What is not delivered, by endpoint.</param>
/// <param name="Open">How many folders are open, by reason. A folder may have several.</param>
/// <param name="OpenTotal">How many folders are open, each once.</param>
/// <param name="Reconciliation">The run that was started last; null before the first.</param>
/// <param name="MetadataKeys">The metadata keys by whose values folders are found.</param>
/// <param name="Warnings">What a person should look at, as <c>health/ready</c> shows it.</param>
internal sealed record StatsDocument(
    IReadOnlyList<DayDocument> Days,
    IReadOnlyList<HourDocument> Hours,
    IReadOnlyList<ParkedDocument> Deliveries,
    IReadOnlyDictionary<string, long> Open,
    long OpenTotal,
    RunDocument? Reconciliation,
    IReadOnlyList<string> MetadataKeys,
    IReadOnlyList<WarningDocument> Warnings);
