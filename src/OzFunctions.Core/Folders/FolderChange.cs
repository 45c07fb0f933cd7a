using OzFunctions.Core.Statuses;

namespace OzFunctions.Core.Folders;

/// <summary>The change of a folder from one version to the next.</summary>
/// <param name="Previous">The folder before the change; null when it is new.</param>
/// <param name="Current">The folder after the change.</param>
/// <param name="Cause">The cause of the change.</param>
/// <param name="At">When it happened, UTC.</param>
public sealed record FolderChange(Folder? Previous, Folder Current, ChangeCause Cause, DateTimeOffset At)
{
    /// <summary>The analyses whose record is new or has changed.</summary>
    /// <returns>The new records, ordered by id.</returns>
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

    /// <summary>Whether Oz's own result contradicts ours in a way that it did not before.</summary>
    /// <returns>True when it does.</returns>
    public bool IsNewDrift() => Current.Result.Drift && !(Previous is { Result.Drift: true } && DifferenceOf(Previous) == DifferenceOf(Current));

    private static (FolderStatuses Ours, Status? Reported) DifferenceOf(Folder folder) => (folder.Result.Statuses, folder.Records.Judging?.Current?.Value.Result);
}
