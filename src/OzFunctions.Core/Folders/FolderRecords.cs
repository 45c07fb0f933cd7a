namespace OzFunctions.Core.Folders;

/// <summary>
/// What is known of a folder, or what one payload tells of it. Merging is a join: commutative, associative and idempotent, so
/// duplicates, reordering and gaps end in the same records.
/// </summary>
/// <param name="Analyses">At most one record of each analysis, sorted ordinally by id.</param>
/// <param name="Reported">Oz's own result of the folder; null while not told.</param>
/// <param name="Metadata">The named metadata values; null while not told.</param>
/// <param name="TimeCreated">When Oz created the folder, UTC; null while not told.</param>
/// <param name="TimeUpdated">When Oz last changed the folder, UTC; null while not told.</param>
public sealed record FolderRecords(
    IReadOnlyList<Analysis> Analyses,
    Told<Reported>? Reported = null,
    Told<FolderMetadata>? Metadata = null,
    Told<DateTimeOffset>? TimeCreated = null,
    Told<DateTimeOffset>? TimeUpdated = null)
{
    /// <summary>Of a folder of which nothing is known.</summary>
    public static FolderRecords Empty { get; } = new([]);

    /// <summary>The latest time in all that was told, UTC; null when no time was.</summary>
    public DateTimeOffset? LatestTime => Analyses
        .Select(static analysis => analysis.Latest.TimeUpdated)
        .Concat([Reported?.At, Metadata?.At, TimeCreated?.At, TimeUpdated?.At])
        .Max();

    /// <summary>Joins what is known with what a payload tells.</summary>
    /// <param name="known">What is known.</param>
    /// <param name="told">What came.</param>
    /// <returns><paramref name="known"/> itself when <paramref name="told"/> adds nothing.</returns>
    public static FolderRecords Merge(FolderRecords known, FolderRecords told)
    {
        var merged = new FolderRecords(
            MergeAnalyses(known.Analyses, told.Analyses),
            Told<Reported>.Later(known.Reported, told.Reported),
            Told<FolderMetadata>.Later(known.Metadata, told.Metadata),
            Told<DateTimeOffset>.Later(known.TimeCreated, told.TimeCreated),
            Told<DateTimeOffset>.Later(known.TimeUpdated, told.TimeUpdated));

        var nothingNew = ReferenceEquals(merged.Analyses, known.Analyses)
            && ReferenceEquals(merged.Reported, known.Reported)
            && ReferenceEquals(merged.Metadata, known.Metadata)
            && ReferenceEquals(merged.TimeCreated, known.TimeCreated)
            && ReferenceEquals(merged.TimeUpdated, known.TimeUpdated);

        return nothingNew ? known : merged;
    }

    /// <summary>Sorts a payload's analyses and joins those that it names twice.</summary>
    /// <param name="analyses">The analyses in any order.</param>
    /// <returns>The same list, sorted and with one record of each analysis.</returns>
    internal static IReadOnlyList<Analysis> Normalise(List<Analysis> analyses)
    {
        analyses.Sort(static (left, right) => string.CompareOrdinal(left.AnalysisId, right.AnalysisId));

        var kept = 0;
        for (var i = 1; i < analyses.Count; i++)
        {
            if (analyses[i].AnalysisId == analyses[kept].AnalysisId)
            {
                analyses[kept] = Analysis.Merge(analyses[kept], analyses[i]);
            }
            else
            {
                analyses[++kept] = analyses[i];
            }
        }

        if (kept + 1 < analyses.Count)
        {
            analyses.RemoveRange(kept + 1, analyses.Count - kept - 1);
        }

        return analyses;
    }

    private static IReadOnlyList<Analysis> MergeAnalyses(IReadOnlyList<Analysis> known, IReadOnlyList<Analysis> told)
    {
        var merged = new List<Analysis>(Math.Max(known.Count, told.Count));
        var changed = false;

        for (int i = 0, j = 0; i < known.Count || j < told.Count;)
        {
            var order = i == known.Count ? 1 : j == told.Count ? -1 : string.CompareOrdinal(known[i].AnalysisId, told[j].AnalysisId);
            var next = order switch
            {
                < 0 => known[i],
                > 0 => told[j],
                _ => Analysis.Merge(known[i], told[j]),
            };

            changed |= order > 0 || !ReferenceEquals(next, known[i]);
            merged.Add(next);
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return changed ? merged : known;
    }
}
