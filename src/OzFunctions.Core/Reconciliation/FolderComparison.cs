using System.Globalization;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Webhooks;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Compares our folder with Oz's. Unlike merging, this also detects what we have and Oz does not.</summary>
public static class FolderComparison
{
    private const string Whole = "folder";
    private const string Present = "present";

    /// <summary>Compares a folder.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="ours">Our folder; null when it does not exist here.</param>
    /// <param name="answer">Oz's folder; null when it does not exist at Oz.</param>
    /// <returns>The outcome.</returns>
    public static ComparedFolder Of(string folderId, Folder? ours, OzPayload? answer)
    {
        if (ours is null || answer is null)
        {
            return new ComparedFolder(
                folderId,
                ours is null ? ComparisonVerdict.MissingHere : ComparisonVerdict.MissingAtOz,
                [new FolderDifference(Whole, ours is null ? null : Present, answer is null ? null : Present)]);
        }

        var differences = Result(ours, answer.Records).Concat(Analyses(ours.Records, answer.Records)).Concat(Metadata(ours.Records, answer.Records)).ToList();
        var kept = differences.Count <= ComparedFolder.MaxDifferences
            ? differences
            : [.. differences.Take(ComparedFolder.MaxDifferences - 1), new FolderDifference("omitted", null, $"{differences.Count - ComparedFolder.MaxDifferences + 1} more")];
        return new ComparedFolder(folderId, differences.Count == 0 ? ComparisonVerdict.Same : ComparisonVerdict.Different, kept);
    }

    /// <summary>Creates the result for a folder whose answer from Oz cannot be read.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="error">The reason.</param>
    /// <returns>The outcome.</returns>
    public static ComparedFolder Unreadable(string folderId, string error) =>
        new(folderId, ComparisonVerdict.Unreadable, [new FolderDifference(Whole, null, error)]);

    /// <summary>Creates the result for a folder that was erased here.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <returns>The outcome.</returns>
    public static ComparedFolder Erased(string folderId) => new(folderId, ComparisonVerdict.Erased, []);

    private static IEnumerable<FolderDifference> Result(Folder ours, FolderRecords oz)
    {
        if (oz.Reported?.Value is { } reported && reported.Contradicts(ours.Result.Statuses))
        {
            var (statuses, theirs) = (ours.Result.Statuses, reported);
            yield return new FolderDifference(
                "result",
                $"{Statuses.StatusWord.Of(statuses.ResolutionStatus)}/{Statuses.StatusWord.Of(statuses.SystemResolution)}",
                $"{theirs.ResolutionStatus}/{theirs.SystemResolution}{(theirs.IsRefusedByOperator ? $", operator {theirs.OperatorStatus}" : "")}");
        }
    }

    private static IEnumerable<FolderDifference> Analyses(FolderRecords ours, FolderRecords oz)
    {
        var theirs = oz.Analyses.ToDictionary(static analysis => analysis.AnalysisId, StringComparer.Ordinal);
        foreach (var analysis in ours.Analyses)
        {
            theirs.Remove(analysis.AnalysisId, out var other);
            var (left, right) = (Text(analysis), other is null ? null : Text(other));
            if (left != right)
            {
                yield return new FolderDifference($"analysis {analysis.AnalysisId}", left, right);
            }
        }

        foreach (var other in theirs.Values)
        {
            yield return new FolderDifference($"analysis {other.AnalysisId}", null, Text(other));
        }
    }

    private static IEnumerable<FolderDifference> Metadata(FolderRecords ours, FolderRecords oz)
    {
        if (oz.Metadata is null)
        {
            yield break;
        }

        var left = Entries(ours);
        var right = Entries(oz);
        foreach (var key in left.Keys.Union(right.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (left.GetValueOrDefault(key) != right.GetValueOrDefault(key))
            {
                yield return new FolderDifference($"metadata {key}", left.GetValueOrDefault(key), right.GetValueOrDefault(key));
            }
        }
    }

    private static Dictionary<string, string?> Entries(FolderRecords records) =>
        (records.Metadata?.Value.Entries ?? []).ToDictionary(static entry => entry.Key, static entry => entry.Value, StringComparer.Ordinal);

    private static string Text(Analysis analysis)
    {
        var updated = analysis.Latest.TimeUpdated?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
        return $"{analysis.Type} {analysis.Latest.Status.State}/{analysis.Latest.Status.Resolution} of {updated ?? "no time"}";
    }
}
