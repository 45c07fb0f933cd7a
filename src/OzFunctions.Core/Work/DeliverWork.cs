namespace OzFunctions.Core.Work;

/// <summary>A due attempt at a delivery.</summary>
/// <param name="Folder">Oz's id of the folder, or <c>endpoint|{name}</c>.</param>
/// <param name="Delivery">The delivery's key.</param>
/// <param name="Attempt">The number of the attempt, from 1. Never decreases, even when the delivery is replayed.</param>
public sealed record DeliverWork(string Folder, string Delivery, int Attempt) : WorkItem
{
    /// <summary>
    /// When the folder was first seen, UTC. A folder that was removed and created again has a different time, and this attempt does not concern it. Null for a notification
    /// about an endpoint, and in a message that an older version enqueued.
    /// </summary>
    public DateTimeOffset? FirstSeenAt { get; init; }
}
