namespace OzFunctions.Core.Work;

/// <summary>A message that a consumer received from a work queue.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="Receipt">The pop receipt.</param>
/// <param name="Text">The decoded text: a work item in the format of <see cref="WorkFormat"/>. Null when it cannot be decoded.</param>
/// <param name="Raw">The text as stored in the queue.</param>
/// <param name="EnqueuedAt">When it was enqueued, by the queue's clock, UTC; null when the queue does not say.</param>
public sealed record WorkMessage(string Id, string Receipt, string? Text, string Raw, DateTimeOffset? EnqueuedAt);
