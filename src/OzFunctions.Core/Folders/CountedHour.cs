namespace OzFunctions.Core.Folders;

/// <summary>The counts of an hour that are to be stored.</summary>
/// <param name="Counts">The counts.</param>
/// <param name="ETag">The ETag of the hour's row before counting began; null when there was none.</param>
public sealed record CountedHour(HourCounts Counts, string? ETag);
