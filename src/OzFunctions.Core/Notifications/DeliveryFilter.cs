namespace OzFunctions.Core.Notifications;

/// <summary>Which deliveries are meant. What is null does not matter.</summary>
/// <param name="States">Their state: held and dead, or delivered. Never pending.</param>
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
    /// <summary>Those that need a person: held and dead.</summary>
    public static IReadOnlyList<DeliveryState> Parked { get; } = [DeliveryState.Held, DeliveryState.Dead];

    /// <summary>Whether a delivery is meant.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <returns>True when it is.</returns>
    public bool Includes(Delivery delivery) =>
        States.Contains(delivery.State)
        && (Folder is null || Folder == delivery.Folder)
        && (Endpoint is null || Endpoint == delivery.Key.Endpoint)
        && (From is null || delivery.At >= From)
        && (To is null || delivery.At < To);
}
