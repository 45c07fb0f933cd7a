using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Core.Work;

/// <summary>Oz is to be asked about a folder.</summary>
/// <param name="Folder">Oz's id of the folder.</param>
/// <param name="Reason">Why.</param>
public sealed record RefreshWork(string Folder, RefreshReasons Reason) : WorkItem
{
    /// <summary>The latest time in the webhook that told of the folder, UTC; null when none did, or it held none.</summary>
    public DateTimeOffset? HintedAt { get; init; }

    /// <summary>How often Oz was asked again because its answer was older than that.</summary>
    public int Round { get; init; }
}
