namespace OzFunctions.Web.Folders;

/// <summary>A group's result; a null id is the folder's implicit group.</summary>
internal sealed record GroupDocument(string? GroupId, string Result, DateTimeOffset? FinishedAt);
