namespace OzFunctions.Web.Folders;

/// <summary>The result of a group. A null id stands for the folder's implicit group.</summary>
internal sealed record GroupDocument(string? GroupId, string Result, DateTimeOffset? FinishedAt);
