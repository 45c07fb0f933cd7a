namespace OzFunctions.Web.Webhooks;

/// <summary>The response to a webhook that was applied or is a duplicate.</summary>
/// <param name="Outcome"><c>applied</c> or <c>duplicate</c>.</param>
/// <param name="FolderId">Oz's id of the folder.</param>
/// <param name="Version">The folder's version.</param>
/// <param name="ResolutionStatus">The folder's computed resolution status.</param>
/// <param name="SystemResolution">The computed result of the group that finished last.</param>
internal sealed record WebhookDocument(string Outcome, string FolderId, int Version, string ResolutionStatus, string SystemResolution);
