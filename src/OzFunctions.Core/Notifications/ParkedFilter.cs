namespace OzFunctions.Core.Notifications;

/// <summary>A filter of parked deliveries. A null criterion matches all.</summary>
/// <param name="States">Their states, in the order in which they are listed.</param>
/// <param name="Endpoint">The name of their endpoint.</param>
/// <param name="From">Only deliveries that became owed at this time or later, UTC.</param>
/// <param name="To">Only deliveries that became owed before this time, UTC.</param>
/// <param name="After">Only entries after this place on the list.</param>
public sealed record ParkedFilter(
    IReadOnlyList<DeliveryState> States,
    string? Endpoint = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    string? After = null);
