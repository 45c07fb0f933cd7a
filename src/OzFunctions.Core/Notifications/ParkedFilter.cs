namespace OzFunctions.Core.Notifications;

/// <summary>Which parkings are meant. What is null does not matter.</summary>
/// <param name="States">Their states, in the order in which they are listed.</param>
/// <param name="Endpoint">The name of their endpoint.</param>
/// <param name="From">The first time at which the deliveries became owed, UTC.</param>
/// <param name="To">The time before which they became owed, UTC.</param>
/// <param name="After">The place after which they stand.</param>
public sealed record ParkedFilter(
    IReadOnlyList<DeliveryState> States,
    string? Endpoint = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    string? After = null);
