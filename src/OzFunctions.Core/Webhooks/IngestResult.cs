using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Core.Webhooks;

/// <summary>The result of applying a payload.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Folder">The stored folder; null when the payload was ignored.</param>
/// <param name="Refresh">Why Oz must be polled for the folder.</param>
/// <param name="LostRaces">How often another writer changed the folder first.</param>
public sealed record IngestResult(
    IngestOutcome Outcome,
    Folder? Folder,
    RefreshReasons Refresh,
    int LostRaces);
