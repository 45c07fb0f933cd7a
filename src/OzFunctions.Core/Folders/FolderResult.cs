using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>What follows from everything known of a folder. A pure function of its records: nothing here is remembered.</summary>
/// <param name="Statuses">The folder's statuses.</param>
/// <param name="Groups">The groups in the order in which they finished; those still running come last.</param>
/// <param name="Drift">Whether Oz's own result contradicts ours although it speaks of the same analyses.</param>
/// <param name="HeldBack">Why the result is not what the analyses say; it is in <paramref name="Warnings"/> too, as a sentence.</param>
/// <param name="UnknownStatuses">Status words that nobody here knows, as they came, sorted ordinally.</param>
/// <param name="Warnings">Sentences about what Oz sent and its documents do not foresee, and about a result that is not plainly what the analyses say.</param>
public sealed record FolderResult(
    FolderStatuses Statuses,
    IReadOnlyList<AnalysisGroup> Groups,
    bool Drift,
    HeldBack HeldBack,
    IReadOnlyList<string> UnknownStatuses,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Computes the result of a folder.</summary>
    /// <param name="records">What is known of the folder.</param>
    /// <returns>Its result.</returns>
    public static FolderResult Of(FolderRecords records)
    {
        var groups = AnalysisGrouping.Of(records.Analyses);
        var verdict = groups.Count == 0 ? default : Verdict.Of(records, groups);
        var statuses = groups.Count == 0
            ? records.Reported?.Value.Statuses ?? new FolderStatuses(Status.Initial, Status.Initial)
            : StatusesOf(groups, verdict.SystemResolution);

        return new FolderResult(
            statuses, groups, verdict.Drift, verdict.HeldBack, FolderRemarks.UnknownStatuses(records), FolderRemarks.Warnings(records, verdict));
    }

    /// <summary>Whether another result says the same, for folders of the same analyses.</summary>
    /// <param name="other">The other result.</param>
    /// <returns>True when nothing that follows from reports differs.</returns>
    internal bool SaysTheSameAs(FolderResult other) =>
        Statuses == other.Statuses && Drift == other.Drift && HeldBack == other.HeldBack && Warnings.SequenceEqual(other.Warnings) && UnknownStatuses.SequenceEqual(other.UnknownStatuses);

    private static FolderStatuses StatusesOf(IReadOnlyList<AnalysisGroup> groups, Status systemResolution)
    {
        if (systemResolution is Status.Processing)
        {
            return new FolderStatuses(Status.Processing, Status.Processing);
        }

        var anyFailed = groups.Any(static group => group.Result is Status.Failed);

        // The worst is never better than the result: a receiver that acts on it alone must not pass what is held back.
        var worst = groups.Aggregate(systemResolution, static (worst, group) => StatusRanking.Worse(worst, group.Result));
        return new FolderStatuses(anyFailed ? Status.Failed : Status.Finished, systemResolution, worst);
    }
}
