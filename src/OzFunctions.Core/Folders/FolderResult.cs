using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>What follows from everything known of a folder. A pure function of its records: nothing here is remembered.</summary>
/// <param name="Statuses">The folder's two statuses.</param>
/// <param name="Groups">The groups in the order in which they finished; those still running come last.</param>
/// <param name="Drift">Whether Oz's own result contradicts ours although it speaks of the same analyses at the same time.</param>
/// <param name="UnknownStatuses">Status words that nobody here knows, as they came, sorted ordinally.</param>
/// <param name="Warnings">Sentences about what Oz sent and its documents do not foresee.</param>
public sealed record FolderResult(
    FolderStatuses Statuses,
    IReadOnlyList<AnalysisGroup> Groups,
    bool Drift,
    IReadOnlyList<string> UnknownStatuses,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Computes the result of a folder.</summary>
    /// <param name="records">What is known of the folder.</param>
    /// <returns>Its result.</returns>
    public static FolderResult Of(FolderRecords records)
    {
        var groups = AnalysisGrouping.Of(records.Analyses);
        var statuses = StatusesOf(records, groups);

        return new FolderResult(statuses, groups, IsDrift(records, statuses), FolderRemarks.UnknownStatuses(records), FolderRemarks.Warnings(records));
    }

    private static FolderStatuses StatusesOf(FolderRecords records, IReadOnlyList<AnalysisGroup> groups)
    {
        if (records.Analyses.Count == 0)
        {
            return records.Reported?.Value.Statuses ?? new FolderStatuses(Status.Initial, Status.Initial);
        }

        if (records.Analyses.Any(static analysis => !analysis.Latest.Status.IsTerminal))
        {
            return new FolderStatuses(Status.Processing, Status.Processing);
        }

        var anyFailed = records.Analyses.Any(static analysis => analysis.Result is Status.Failed);
        return new FolderStatuses(anyFailed ? Status.Failed : Status.Finished, groups[^1].Result);
    }

    private static bool IsDrift(FolderRecords records, FolderStatuses statuses)
    {
        if (records.Reported is not { } reported || !reported.Value.Contradicts(statuses))
        {
            return false;
        }

        var known = new HashSet<string>(reported.Value.AnalysisIds, StringComparer.Ordinal);
        return records.Analyses.All(analysis =>
            known.Contains(analysis.AnalysisId) && Nullable.Compare(reported.At, analysis.Latest.TimeUpdated) >= 0);
    }
}
