namespace OzFunctions.Core.Work;

/// <summary>Shows that an item was enqueued; with it the process that enqueued the item can take it back.</summary>
/// <param name="Item">The item.</param>
/// <param name="Id">The id of its message.</param>
/// <param name="PopReceipt">What the queue gave out for the message. Valid until a consumer takes the message.</param>
public sealed record WorkReceipt(WorkItem Item, string Id, string PopReceipt);
