namespace OzFunctions.Core.Work;

/// <summary>A message that a consumer received from a work queue.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="Receipt">The pop receipt.</param>
/// <param name="Text">The text, decoded from Base64; null when it cannot be decoded. It is not parsed by <see cref="WorkFormat"/> yet, so it may be no work item.</param>
/// <param name="Raw">The text as stored in the queue.</param>
/// <param name="EnqueuedAt">When it was enqueued, by the clock of the queue service, UTC; null when the service does not report it.</param>
public sealed record WorkMessage(string Id, string Receipt, string? Text, string Raw, DateTimeOffset? EnqueuedAt);
