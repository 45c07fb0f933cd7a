using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Core.Work;

/// <summary>A due poll of Oz for a folder.</summary>
/// <param name="Folder">Oz's id of the folder.</param>
/// <param name="Reason">The reason.</param>
public sealed record RefreshWork(string Folder, RefreshReasons Reason) : WorkItem
{
    /// <summary>The latest time in the webhook that named the folder, UTC; null without a webhook, or when it has no time.</summary>
    public DateTimeOffset? HintedAt { get; init; }

    /// <summary>How often Oz was polled again because its answer was older than that, or because it did not know the folder.</summary>
    public int Round { get; init; }
}
