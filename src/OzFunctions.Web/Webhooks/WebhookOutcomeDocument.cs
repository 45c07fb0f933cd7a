namespace OzFunctions.Web.Webhooks;

/// <summary>The answer to a webhook of which nothing was stored.</summary>
/// <param name="Outcome"><c>queued</c>: Oz will be asked as soon as it can be; <c>ignored</c>: Oz knows no such folder.</param>
/// <param name="FolderId">Oz's id of the folder.</param>
internal sealed record WebhookOutcomeDocument(string Outcome, string FolderId);
