using OzFunctions.Core.Notifications;

namespace OzFunctions.Core.Folders;

/// <summary>A change as this process has stored it.</summary>
/// <param name="Folder">The folder after it.</param>
/// <param name="Data">What its notifications say; null when it owes none.</param>
/// <param name="Deliveries">The deliveries that it owes, with the marks of their rows. One whose mark is not known is left out.</param>
public sealed record WrittenChange(StoredFolder Folder, NotificationData? Data, IReadOnlyList<Stored<Delivery>> Deliveries)
{
    /// <summary>A delivery of it, as it was stored.</summary>
    /// <param name="key">The delivery's key.</param>
    /// <returns>The delivery and what it says; null when its row must be read.</returns>
    public WrittenDelivery? Find(string key) =>
        Data is not null && Deliveries.FirstOrDefault(delivery => delivery.Value.Key.ToString() == key) is { } row ? new WrittenDelivery(row, Data) : null;
}
