namespace OzFunctions.Core.Webhooks;

/// <summary>The only data taken from an untrusted webhook: the folder for which Oz is polled.</summary>
/// <param name="FolderId">Oz's id of the folder, UUID-shaped ones in lower case.</param>
/// <param name="LatestTime">The latest time in the body, UTC; null when it has no readable one. An older answer from Oz is not final.</param>
public sealed record OzHint(string FolderId, DateTimeOffset? LatestTime);
