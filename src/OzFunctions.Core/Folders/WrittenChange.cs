using OzFunctions.Core.Notifications;

namespace OzFunctions.Core.Folders;

/// <summary>A change as this process has stored it.</summary>
/// <param name="Folder">The folder after it.</param>
/// <param name="Data">What its notifications say; null when it owes none.</param>
/// <param name="Deliveries">The deliveries that it owes, with the marks of their rows. One whose mark is not known is left out.</param>
public sealed record WrittenChange(StoredFolder Folder, NotificationData? Data, IReadOnlyList<Stored<Delivery>> Deliveries);
