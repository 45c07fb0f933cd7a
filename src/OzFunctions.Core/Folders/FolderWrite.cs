using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Core.Folders;

/// <summary>A change together with all that must become durable with it.</summary>
/// <param name="Change">The change.</param>
/// <param name="Over">What was read and is to be replaced; null for a new folder.</param>
/// <param name="Owed">What the change owes to whom.</param>
/// <param name="Refresh">Why Oz must be asked about the folder.</param>
public sealed record FolderWrite(FolderChange Change, StoredFolder? Over, OwedDeliveries Owed, RefreshReasons Refresh);
