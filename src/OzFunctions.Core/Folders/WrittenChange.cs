using OzFunctions.Core.Notifications;

namespace OzFunctions.Core.Folders;

/// <summary>A change that this process has stored.</summary>
/// <param name="Folder">The folder after the change.</param>
/// <param name="Data">The data of its notifications; null when it owes none.</param>
/// <param name="Deliveries">The deliveries that it owes, with the ETags of their rows. Deliveries with an unknown ETag are left out.</param>
public sealed record WrittenChange(StoredFolder Folder, NotificationData? Data, IReadOnlyList<Stored<Delivery>> Deliveries);
