using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Core.Webhooks;

/// <summary>What became of a payload, and the folder after it.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Folder">The folder as it is stored; null when the payload was ignored.</param>
/// <param name="Notifications">The event types that became owed.</param>
/// <param name="Refresh">Why Oz must be asked about the folder.</param>
/// <param name="LostRaces">How often another writer was faster.</param>
public sealed record IngestResult(
    IngestOutcome Outcome,
    Folder? Folder,
    IReadOnlyList<string> Notifications,
    RefreshReasons Refresh,
    int LostRaces);
