namespace OzFunctions.Core.Work;

/// <summary>A message of a work queue that a consumer took.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Receipt">What shows that it was taken.</param>
/// <param name="Text">The decoded text: a work item, as <see cref="WorkFormat"/> writes it. Null when it cannot be decoded.</param>
/// <param name="Raw">The text as it is in the queue.</param>
/// <param name="EnqueuedAt">When it was enqueued, by the queue's clock, UTC; null when the queue does not tell.</param>
public sealed record WorkMessage(string Id, string Receipt, string? Text, string Raw, DateTimeOffset? EnqueuedAt);
