using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>The result of a folder: a pure function of its records, without other state.</summary>
/// <param name="Statuses">The folder's statuses.</param>
/// <param name="Groups">The groups in the order in which they finished; running groups come last.</param>
/// <param name="Drift">Whether Oz reports a result that no group that may have finished last has.</param>
/// <param name="HeldBack">Why the result is held back; also a sentence in <paramref name="Warnings"/>.</param>
/// <param name="UnknownStatuses">The unknown status words as sent, sorted ordinally.</param>
/// <param name="Warnings">Sentences about data contrary to Oz's documentation, and about a result that is not simply that of the analyses.</param>
public sealed record FolderResult(
    FolderStatuses Statuses,
    IReadOnlyList<AnalysisGroup> Groups,
    bool Drift,
    HeldBack HeldBack,
    IReadOnlyList<string> UnknownStatuses,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Computes the result of a folder.</summary>
    /// <param name="records">The folder's records.</param>
    /// <returns>Its result.</returns>
    public static FolderResult Of(FolderRecords records)
    {
        var groups = AnalysisGrouping.Of(records.Analyses);
        var verdict = groups.Count == 0 ? Verdict.WithoutAnalyses(records) : Verdict.Of(records, groups);
        var statuses = groups.Count == 0
            ? records.ReportWithoutAnalyses?.Value.Statuses ?? new FolderStatuses(Status.Initial, Status.Initial)
            : StatusesOf(groups, verdict.SystemResolution);

        return new FolderResult(
            statuses, groups, verdict.Drift, verdict.HeldBack, FolderRemarks.UnknownStatuses(records), FolderRemarks.Warnings(records, verdict));
    }

    /// <summary>Whether another result is the same, for folders with the same analyses.</summary>
    /// <param name="other">The other result.</param>
    /// <returns>True when nothing derived from Oz's reports differs.</returns>
    internal bool SaysTheSameAs(FolderResult other) =>
        Statuses == other.Statuses && Drift == other.Drift && HeldBack == other.HeldBack && Warnings.SequenceEqual(other.Warnings) && UnknownStatuses.SequenceEqual(other.UnknownStatuses);

    private static FolderStatuses StatusesOf(IReadOnlyList<AnalysisGroup> groups, Status systemResolution)
    {
        if (systemResolution is Status.Processing)
        {
            return new FolderStatuses(Status.Processing, Status.Processing);
        }

        var anyFailed = groups.Any(static group => group.Result is Status.Failed);

        // The worst result is never better than the result: a receiver that acts on it alone must not pass a folder that is held back.
        var worst = groups.Aggregate(systemResolution, static (worst, group) => StatusRanking.Worse(worst, group.Result));
        return new FolderStatuses(anyFailed ? Status.Failed : Status.Finished, systemResolution, worst);
    }
}
