namespace OzFunctions.Core.Folders;

/// <summary>Counts to be stored.</summary>
/// <param name="Counts">The counts.</param>
/// <param name="ETag">The mark of what was stored of the hour before it was counted; null when nothing was.</param>
public sealed record CountedHour(HourCounts Counts, string? ETag);
