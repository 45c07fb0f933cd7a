namespace OzFunctions.Core.Notifications;

/// <summary>How many deliveries to an endpoint are in a state.</summary>
/// <param name="Endpoint">The endpoint's name.</param>
/// <param name="State">The state.</param>
/// <param name="Count">How many there are, at most <see cref="Most"/>.</param>
/// <param name="IsMore">Whether there are more.</param>
/// <param name="OldestAt">When the oldest of them became owed, UTC.</param>
public sealed record ParkedCount(string Endpoint, DeliveryState State, int Count, bool IsMore, DateTimeOffset OldestAt)
{
    /// <summary>How far is counted.</summary>
    public const int Most = 10_000;
}
