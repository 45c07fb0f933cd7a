namespace OzFunctions.Web.Webhooks;

/// <summary>The response to a webhook of which nothing was stored.</summary>
/// <param name="Outcome"><c>queued</c>: Oz will be asked as soon as possible, or again because it does not know the folder; <c>ignored</c>: the folder was erased.</param>
/// <param name="FolderId">Oz's id of the folder.</param>
internal sealed record WebhookOutcomeDocument(string Outcome, string FolderId);
