using OzFunctions.Core.Webhooks;

namespace OzFunctions.Web.Webhooks;

/// <summary>A page of refused webhooks, newest first.</summary>
/// <param name="Items">The refused webhooks.</param>
/// <param name="Continuation">What to send for the next page; null on the last.</param>
internal sealed record RejectedWebhooksDocument(IReadOnlyList<RejectedWebhook> Items, string? Continuation);
