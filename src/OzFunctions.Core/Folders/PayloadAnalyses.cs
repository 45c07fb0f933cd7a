namespace OzFunctions.Core.Folders;

/// <summary>The analyses of one payload, which show what ran beside what had finished.</summary>
internal static class PayloadAnalyses
{
    /// <summary>Sorts a payload's analyses, merges duplicates, and records which were running beside finished groups.</summary>
    /// <param name="analyses">The analyses in any order.</param>
    /// <returns>The same list, sorted, with one record per analysis.</returns>
    public static IReadOnlyList<Analysis> Normalise(List<Analysis> analyses)
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

        RecordStillRunning(analyses);
        return analyses;
    }

    // A group that a payload shows running ends after all groups that it shows finished, because the payload was created after the latest of those ends.
    private static void RecordStillRunning(List<Analysis> analyses)
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
            analyses[i] = HasEnded(analysis) ? analysis with { Timeline = analysis.Timeline.EndedBeside(latest) }
                : analysis.Latest.Status.IsTerminal ? analysis
                : analysis with { Timeline = analysis.Timeline.RunningBeside(latest) };
        }

        bool HasEnded(Analysis analysis) => !running.Contains(analysis.GroupId ?? "");
    }
}
