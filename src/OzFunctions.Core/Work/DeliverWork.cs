namespace OzFunctions.Core.Work;

/// <summary>An attempt at a delivery is due.</summary>
/// <param name="Folder">Whose delivery it is: Oz's id of the folder, or <c>endpoint|{name}</c>.</param>
/// <param name="Delivery">The delivery's key.</param>
/// <param name="Attempt">The number of the attempt, from 1. It only grows, over replays too.</param>
public sealed record DeliverWork(string Folder, string Delivery, int Attempt) : WorkItem;
