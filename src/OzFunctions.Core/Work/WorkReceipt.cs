namespace OzFunctions.Core.Work;

/// <summary>The receipt of an enqueued item, with which the process that enqueued it can remove or change it.</summary>
/// <param name="Item">The item.</param>
/// <param name="Id">The id of the item's message.</param>
/// <param name="PopReceipt">The pop receipt of the message. Valid until a consumer receives the message.</param>
public sealed record WorkReceipt(WorkItem Item, string Id, string PopReceipt);
