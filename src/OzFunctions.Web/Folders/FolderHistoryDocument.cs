namespace OzFunctions.Web.Folders;

/// <summary>A page of a folder's changes, newest first.</summary>
/// <param name="Items">The changes.</param>
/// <param name="Continuation">The parameter for the next page; null on the last.</param>
internal sealed record FolderHistoryDocument(IReadOnlyList<ChangeDocument> Items, string? Continuation);
