using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Notifications;

/// <summary>What a change owes to whom. Stored with the change, all or nothing.</summary>
/// <param name="Types">The event types, whether or not an endpoint wants them.</param>
/// <param name="Data">What the notifications say; null when there are none.</param>
/// <param name="Deliveries">One for each type and endpoint that wants it.</param>
public sealed record OwedDeliveries(IReadOnlyList<string> Types, NotificationData? Data, IReadOnlyList<Delivery> Deliveries)
{
    /// <summary>Of a change that owes nothing.</summary>
    public static OwedDeliveries None { get; } = new([], null, []);

    /// <summary>Works out what a change owes.</summary>
    /// <param name="change">The change.</param>
    /// <param name="settings">Who is told, and what.</param>
    /// <returns>What it owes.</returns>
    public static OwedDeliveries By(FolderChange change, NotificationSettings settings)
    {
        var types = OwedNotifications.By(change);
        if (types.Count == 0)
        {
            return None;
        }

        var deliveries =
            from type in types
            from endpoint in settings.Endpoints
            where endpoint.Wants(type)
            select new Delivery
            {
                Folder = change.Current.FolderId,
                Key = new DeliveryKey(change.Current.Version, type, endpoint.Name),
                FolderFirstSeenAt = change.Current.FirstSeenAt,
                At = change.At,
            };

        return new OwedDeliveries(types, FolderNotification.Of(change, settings.Scores), [.. deliveries]);
    }
}
