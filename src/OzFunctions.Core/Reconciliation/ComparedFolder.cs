namespace OzFunctions.Core.Reconciliation;

/// <summary>A folder that was compared.</summary>
/// <param name="FolderId">Oz's id.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Differences">What differs, at most <see cref="MaxDifferences"/>.</param>
public sealed record ComparedFolder(string FolderId, ComparisonVerdict Verdict, IReadOnlyList<FolderDifference> Differences)
{
    /// <summary>How many differences of a folder are kept.</summary>
    public const int MaxDifferences = 100;
}
