namespace OzFunctions.Core.Work;

/// <summary>A message of the work queue that a consumer took.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Receipt">What shows that it was taken.</param>
/// <param name="Text">A work item, as <see cref="WorkFormat"/> writes it.</param>
/// <param name="EnqueuedAt">When it was enqueued, by the queue's clock, UTC; null when the queue does not tell.</param>
public sealed record WorkMessage(string Id, string Receipt, string Text, DateTimeOffset? EnqueuedAt);
