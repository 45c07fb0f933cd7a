namespace OzFunctions.Core.Notifications;

/// <summary>Which deliveries are meant. What is null does not matter.</summary>
/// <param name="States">Their states as they are stored, in the order in which they are listed.</param>
/// <param name="Folder">Oz's id of their folder.</param>
/// <param name="Endpoint">The name of their endpoint.</param>
/// <param name="From">The first time at which they became owed, UTC.</param>
/// <param name="To">The time before which they became owed, UTC.</param>
public sealed record DeliveryFilter(
    IReadOnlyList<DeliveryState> States,
    string? Folder = null,
    string? Endpoint = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null)
{
    /// <summary>Those that are not delivered. Waiting ones come first: a replay moves the others among them.</summary>
    public static IReadOnlyList<DeliveryState> Undelivered { get; } = [DeliveryState.Waiting, DeliveryState.Pending, DeliveryState.Dead];

    /// <summary>The states as they are stored of deliveries that a person asks for. What is held waits for its endpoint.</summary>
    /// <param name="shown">The state as it is shown; null for all that are not delivered.</param>
    /// <returns>The stored states.</returns>
    public static IReadOnlyList<DeliveryState> StoredOf(DeliveryState? shown) => shown switch
    {
        null => Undelivered,
        DeliveryState.Held => [DeliveryState.Waiting],
        { } state => [state],
    };

    /// <summary>The same among those that are listed by endpoint; null when they must be looked for among their folders: those that were delivered, and those of one folder.</summary>
    public ParkedFilter? Parked => Folder is null && !States.Contains(DeliveryState.Delivered) ? new ParkedFilter(States, Endpoint, From, To) : null;

    /// <summary>Whether a delivery is meant. A test never is: it tells of the moment in which it was sent.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <returns>True when it is.</returns>
    public bool Includes(Delivery delivery) =>
        delivery.Key.Type != NotificationTypes.EndpointTest
        && States.Contains(delivery.State)
        && (Folder is null || Folder == delivery.Folder)
        && (Endpoint is null || Endpoint == delivery.Key.Endpoint)
        && (From is null || delivery.At >= From)
        && (To is null || delivery.At < To);
}
