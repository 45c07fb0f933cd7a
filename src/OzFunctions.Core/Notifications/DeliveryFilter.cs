namespace OzFunctions.Core.Notifications;

/// <summary>A filter of deliveries. A null criterion matches all.</summary>
/// <param name="States">Their stored states, in the order in which they are listed.</param>
/// <param name="Folder">Oz's id of their folder.</param>
/// <param name="Endpoint">The name of their endpoint.</param>
/// <param name="From">Only deliveries that became owed at this time or later, UTC.</param>
/// <param name="To">Only deliveries that became owed before this time, UTC.</param>
public sealed record DeliveryFilter(
    IReadOnlyList<DeliveryState> States,
    string? Folder = null,
    string? Endpoint = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null)
{
    /// <summary>The undelivered states. Waiting comes first, because a replay moves the others to it.</summary>
    public static IReadOnlyList<DeliveryState> Undelivered { get; } = [DeliveryState.Waiting, DeliveryState.Pending, DeliveryState.Dead];

    /// <summary>Maps a displayed state to stored states. A held delivery is stored as waiting.</summary>
    /// <param name="shown">The displayed state; null for all undelivered ones.</param>
    /// <returns>The stored states.</returns>
    public static IReadOnlyList<DeliveryState> StoredOf(DeliveryState? shown) => shown switch
    {
        null => Undelivered,
        DeliveryState.Held => [DeliveryState.Waiting],
        { } state => [state],
    };

    /// <summary>
    /// The same filter for the list of parked deliveries; null when the deliveries must be found among their folders: delivered ones, and
    /// those of one folder.
    /// </summary>
    public ParkedFilter? Parked => Folder is null && !States.Contains(DeliveryState.Delivered) ? new ParkedFilter(States, Endpoint, From, To) : null;

    /// <summary>Whether a delivery matches. An endpoint test never does, because it is only meaningful when it is sent.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <returns>True when it matches.</returns>
    public bool Includes(Delivery delivery) =>
        delivery.Key.Type != NotificationTypes.EndpointTest
        && States.Contains(delivery.State)
        && (Folder is null || Folder == delivery.Folder)
        && (Endpoint is null || Endpoint == delivery.Key.Endpoint)
        && (From is null || delivery.At >= From)
        && (To is null || delivery.At < To);
}
