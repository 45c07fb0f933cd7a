using OzFunctions.Core.Webhooks;

namespace OzFunctions.Core.Reconciliation;

/// <summary>An item of a list of Oz.</summary>
/// <param name="FolderId">Oz's id of the folder; null when it cannot be read.</param>
/// <param name="At">The time by which the list is sorted, UTC; null when it cannot be read.</param>
/// <param name="Payload">The folder; null when the item is not a folder.</param>
/// <param name="Error">Why the item is not a folder.</param>
public sealed record OzListed(string? FolderId, DateTimeOffset? At, OzPayload? Payload, string? Error);
