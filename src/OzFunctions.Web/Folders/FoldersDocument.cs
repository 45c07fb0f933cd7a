namespace OzFunctions.Web.Folders;

/// <summary>A page of folders, by their ids.</summary>
/// <param name="Items">The folders.</param>
/// <param name="Continuation">What to send for the next page, with the same filter; null on the last.</param>
internal sealed record FoldersDocument(IReadOnlyList<ListedFolderDocument> Items, string? Continuation);
