namespace OzFunctions.Web.Folders;

/// <summary>A page of folders.</summary>
/// <param name="Items">The folders.</param>
/// <param name="Continuation">The parameter for the next page, to be sent with the same filter; null on the last.</param>
internal sealed record FoldersDocument(IReadOnlyList<ListedFolderDocument> Items, string? Continuation);
