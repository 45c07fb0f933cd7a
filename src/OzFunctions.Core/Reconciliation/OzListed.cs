using OzFunctions.Core.Webhooks;

namespace OzFunctions.Core.Reconciliation;

/// <summary>A folder as a list of Oz shows it.</summary>
/// <param name="FolderId">Oz's id; null when it cannot be read.</param>
/// <param name="At">The time by which the list is sorted, UTC; null when it cannot be read.</param>
/// <param name="Payload">What Oz says; null when it is no folder.</param>
/// <param name="Error">Why it is none.</param>
public sealed record OzListed(string? FolderId, DateTimeOffset? At, OzPayload? Payload, string? Error);
