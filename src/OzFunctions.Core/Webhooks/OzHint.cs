namespace OzFunctions.Core.Webhooks;

/// <summary>What is taken of a webhook whose body is not believed: which folder Oz is to be asked about.</summary>
/// <param name="FolderId">Oz's id of the folder, UUID-shaped ones in lower case.</param>
/// <param name="LatestTime">The latest time in the body, UTC; null when it holds none that can be read. An older answer of Oz is not its last word.</param>
public sealed record OzHint(string FolderId, DateTimeOffset? LatestTime);
