namespace OzFunctions.Core.Webhooks;

/// <summary>A page of refused webhooks, newest first.</summary>
/// <param name="Items">The refused webhooks.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record RejectedWebhooksPage(IReadOnlyList<RejectedWebhook> Items, string? Next);
