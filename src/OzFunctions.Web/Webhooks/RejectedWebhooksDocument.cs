using OzFunctions.Core.Webhooks;

namespace OzFunctions.Web.Webhooks;

/// <summary>A page of rejected webhooks, newest first.</summary>
/// <param name="Items">The rejected webhooks.</param>
/// <param name="Continuation">The parameter for the next page; null on the last.</param>
internal sealed record RejectedWebhooksDocument(IReadOnlyList<RejectedWebhook> Items, string? Continuation);
