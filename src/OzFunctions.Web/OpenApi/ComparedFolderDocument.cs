namespace OzFunctions.Web.OpenApi;

/// <summary>A folder that is not the same here and at Oz, as it is described.</summary>
/// <param name="FolderId">Oz's id.</param>
/// <param name="Verdict">The outcome of the comparison.</param>
/// <param name="Differences">Field by field.</param>
internal sealed record ComparedFolderDocument(string FolderId, string Verdict, IReadOnlyList<DifferenceDocument> Differences);
