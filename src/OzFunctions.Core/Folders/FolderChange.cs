using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>One step of a folder from a version to the next.</summary>
/// <param name="Previous">The folder before; null when it is new.</param>
/// <param name="Current">The folder after.</param>
/// <param name="Cause">Why it changed.</param>
/// <param name="At">When, UTC.</param>
public sealed record FolderChange(Folder? Previous, Folder Current, ChangeCause Cause, DateTimeOffset At)
{
    /// <summary>The analyses whose record is new or differs from the previous version's.</summary>
    /// <returns>The records as they are now, in the order of their ids.</returns>
    public IEnumerable<Analysis> ChangedAnalyses()
    {
        var previous = Previous?.Records.Analyses ?? [];
        var i = 0;
        foreach (var analysis in Current.Records.Analyses)
        {
            while (i < previous.Count && string.CompareOrdinal(previous[i].AnalysisId, analysis.AnalysisId) < 0)
            {
                i++;
            }

            if (i == previous.Count || !ReferenceEquals(previous[i], analysis))
            {
                yield return analysis;
            }
        }
    }

    /// <summary>Whether Oz's own result contradicts ours in a way it did not before.</summary>
    /// <returns>True when it does.</returns>
    public bool IsNewDrift() => Current.Result.Drift && !(Previous is { Result.Drift: true } && DifferenceOf(Previous) == DifferenceOf(Current));

    private static (FolderStatuses Ours, Status? Reported) DifferenceOf(Folder folder) => (folder.Result.Statuses, folder.Records.Judging?.Current?.Value.Result);
}
