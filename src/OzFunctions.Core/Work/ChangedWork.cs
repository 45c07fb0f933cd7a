using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Core.Work;

/// <summary>A folder may have changed. Enqueued before the change is stored, so that no crash between the two loses what it owes.</summary>
/// <param name="Folder">Oz's id of the folder.</param>
/// <param name="Version">The folder's version after the change.</param>
/// <param name="Deliveries">The keys of the deliveries that the change owes.</param>
public sealed record ChangedWork(string Folder, int Version, IReadOnlyList<string> Deliveries) : WorkItem
{
    /// <summary>When the folder was first seen, UTC. A folder that was removed and came again has another time, and nothing to do with this change.</summary>
    public DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>Why Oz must be asked about the folder after the change.</summary>
    public RefreshReasons Refresh { get; init; }
}
