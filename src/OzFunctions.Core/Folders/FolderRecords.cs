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
/// <param name="Judging">The newest of Oz's own results that spoke of analyses; null while none did.</param>
/// <param name="ReportsDiffer">Whether two webhooks told <paramref name="Reported"/> differently as of the same time.</param>
public sealed record FolderRecords(
    IReadOnlyList<Analysis> Analyses,
    Told<Reported>? Reported = null,
    Told<FolderMetadata>? Metadata = null,
    Told<DateTimeOffset>? TimeCreated = null,
    Told<DateTimeOffset>? TimeUpdated = null,
    JudgingReport? Judging = null,
    bool ReportsDiffer = false)
{
    /// <summary>Of a folder of which nothing is known.</summary>
    public static FolderRecords Empty { get; } = new([]);

    /// <summary>The metadata values under which the folder is listed, sorted ordinally by key.</summary>
    public IReadOnlyList<FolderMetadataEntry> ListedMetadata => [.. (Metadata?.Value.Entries ?? []).Where(static entry => entry.Value is not null)];

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
        var (analyses, knownIsWhole, toldIsWhole) = MergeAnalyses(known.Analyses, told.Analyses);
        var merged = new FolderRecords(
            analyses,
            Told<Reported>.Later(known.Reported, told.Reported),
            Told<FolderMetadata>.Later(known.Metadata, told.Metadata),
            Told<DateTimeOffset>.Later(known.TimeCreated, told.TimeCreated),
            Told<DateTimeOffset>.Later(known.TimeUpdated, told.TimeUpdated),
            JudgingReport.Later(known.Judging, knownIsWhole, told.Judging, toldIsWhole),
            ReportsDifferIn(known, told));

        var nothingNew = ReferenceEquals(merged.Analyses, known.Analyses)
            && ReferenceEquals(merged.Reported, known.Reported)
            && ReferenceEquals(merged.Metadata, known.Metadata)
            && ReferenceEquals(merged.TimeCreated, known.TimeCreated)
            && ReferenceEquals(merged.TimeUpdated, known.TimeUpdated)
            && ReferenceEquals(merged.Judging, known.Judging)
            && merged.ReportsDiffer == known.ReportsDiffer;

        return nothingNew ? known : merged;
    }

    /// <summary>Whether others hold the same but for who said it: Oz, asked, confirmed what a webhook or an earlier answer told.</summary>
    /// <param name="other">The others, which are these joined with more.</param>
    /// <returns>True when nothing is new in them.</returns>
    internal bool IsConfirmedBy(FolderRecords other) =>
        ReferenceEquals(Analyses, other.Analyses)
        && SaysTheSame(Reported, other.Reported)
        && SaysTheSame(Metadata, other.Metadata)
        && SaysTheSame(TimeCreated, other.TimeCreated)
        && SaysTheSame(TimeUpdated, other.TimeUpdated)
        && Judging?.At == other.Judging?.At;

    /// <summary>The same, as Oz's answer to a question.</summary>
    /// <param name="at">When Oz was asked, by our clock, UTC.</param>
    /// <returns>The records.</returns>
    internal FolderRecords AskedAt(DateTimeOffset at) => this with
    {
        Reported = Reported is null ? null : Reported with { AskedAt = at },
        Metadata = Metadata is null ? null : Metadata with { AskedAt = at },
        TimeCreated = TimeCreated is null ? null : TimeCreated with { AskedAt = at },
        TimeUpdated = TimeUpdated is null ? null : TimeUpdated with { AskedAt = at },
        Judging = Judging?.Current is { } current ? Judging with { Current = current with { AskedAt = at } } : Judging,
    };

    /// <summary>Sorts a payload's analyses, joins those that it names twice, and notes which ran while others had ended.</summary>
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

        NoteStillRunning(analyses);
        return analyses;
    }

    // A group that a payload shows running ends after all groups that it shows to have ended: it was put together after the latest of those ends.
    private static void NoteStillRunning(List<Analysis> analyses)
    {
        if (analyses.TrueForAll(static analysis => analysis.Latest.Status.IsTerminal))
        {
            return;
        }

        var running = analyses.Where(static analysis => !analysis.Latest.Status.IsTerminal).Select(static analysis => analysis.GroupId ?? "").ToHashSet(StringComparer.Ordinal);
        if (analyses.Where(HasEnded).Max(static analysis => analysis.Latest.TimeUpdated) is not { } latest)
        {
            return;
        }

        for (var i = 0; i < analyses.Count; i++)
        {
            var analysis = analyses[i];
            analyses[i] = HasEnded(analysis) ? analysis with { Life = analysis.Life.EndedBeside(latest) }
                : analysis.Latest.Status.IsTerminal ? analysis
                : analysis with { Life = analysis.Life.RunningBeside(latest) };
        }

        bool HasEnded(Analysis analysis) => !running.Contains(analysis.GroupId ?? "");
    }

    private static (IReadOnlyList<Analysis> Merged, bool KnownIsWhole, bool ToldIsWhole) MergeAnalyses(IReadOnlyList<Analysis> known, IReadOnlyList<Analysis> told)
    {
        var merged = new List<Analysis>(Math.Max(known.Count, told.Count));
        var (changed, knownIsWhole, toldIsWhole) = (false, true, true);

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
            knownIsWhole &= order <= 0 && next.Latest.StandsLike(known[i].Latest);
            toldIsWhole &= order >= 0 && next.Latest.StandsLike(told[j].Latest);
            merged.Add(next);
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return (changed ? merged : known, knownIsWhole, toldIsWhole);
    }

    // Oz's answer to a question settles what webhooks told differently as of the same time.
    private static bool ReportsDifferIn(FolderRecords known, FolderRecords told)
    {
        if (known.Reported is not { } left || told.Reported is not { } right)
        {
            return known.ReportsDiffer || told.ReportsDiffer;
        }

        return Told<Reported>.CompareTimes(left, right) switch
        {
            > 0 => known.ReportsDiffer,
            < 0 => told.ReportsDiffer,
            _ => known.ReportsDiffer || told.ReportsDiffer || (left.AskedAt is null && !left.Value.HasTheWordsOf(right.Value)),
        };
    }

    private static bool SaysTheSame<T>(Told<T>? left, Told<T>? right)
        where T : IComparable<T> => left is null ? right is null : right is not null && left.SaysTheSameAs(right);
}
