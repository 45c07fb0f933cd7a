namespace OzFunctions.Web.Folders;

/// <summary>A page of open folders.</summary>
/// <param name="Items">The folders.</param>
/// <param name="Continuation">The parameter for the next page, to be sent with the same reason; null on the last.</param>
internal sealed record OpenFoldersDocument(IReadOnlyList<OpenFolderDocument> Items, string? Continuation);
