namespace OzFunctions.Core.Reconciliation;

/// <summary>The result of comparing a folder with Oz.</summary>
/// <param name="FolderId">Oz's id of the folder.</param>
/// <param name="Verdict">The outcome.</param>
/// <param name="Differences">The differences, at most <see cref="MaxDifferences"/>.</param>
public sealed record ComparedFolder(string FolderId, ComparisonVerdict Verdict, IReadOnlyList<FolderDifference> Differences)
{
    /// <summary>The maximum number of differences that are kept.</summary>
    public const int MaxDifferences = 100;
}
