using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Notifications;

/// <summary>The notifications that a change owes, stored with the change atomically.</summary>
/// <param name="Types">The event types, whether or not an endpoint subscribes to them.</param>
/// <param name="Data">The data of the notifications; null when there are none.</param>
/// <param name="Deliveries">One delivery for each type and subscribed endpoint.</param>
public sealed record OwedDeliveries(IReadOnlyList<string> Types, NotificationData? Data, IReadOnlyList<Delivery> Deliveries)
{
    /// <summary>The deliveries of a change that owes none.</summary>
    public static OwedDeliveries None { get; } = new([], null, []);

    /// <summary>Determines the deliveries that a change owes.</summary>
    /// <param name="change">The change.</param>
    /// <param name="settings">The notification settings.</param>
    /// <returns>The deliveries.</returns>
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
