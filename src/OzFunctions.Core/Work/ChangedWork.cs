using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Core.Work;

/// <summary>The follow-up of a folder's change. Enqueued before the change is stored, so that no crash between the two loses what the change owes.</summary>
/// <param name="Folder">Oz's id of the folder.</param>
/// <param name="Version">The folder's version after the change.</param>
/// <param name="Deliveries">The keys of the deliveries that the change owes.</param>
public sealed record ChangedWork(string Folder, int Version, IReadOnlyList<string> Deliveries) : WorkItem
{
    /// <summary>
    /// When the folder was first seen, UTC. A folder that was removed and created again has a different time, and this change does not
    /// concern it.
    /// </summary>
    public DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>Why Oz must be polled for the folder after the change.</summary>
    public RefreshReasons Refresh { get; init; }

    /// <summary>Returns the first attempt at a delivery.</summary>
    /// <param name="delivery">The delivery's key.</param>
    internal DeliverWork FirstAttemptAt(string delivery) => new(Folder, delivery, Attempt: 1) { FirstSeenAt = FirstSeenAt };
}
