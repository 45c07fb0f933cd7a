namespace OzFunctions.Core.Notifications;

/// <summary>The number of parked deliveries to an endpoint in one state.</summary>
/// <param name="Endpoint">The endpoint's name.</param>
/// <param name="State">The state.</param>
/// <param name="Count">The number, at most <see cref="Most"/>.</param>
/// <param name="IsMore">Whether there are more.</param>
/// <param name="OldestAt">When the oldest of them became owed, UTC.</param>
public sealed record ParkedCount(string Endpoint, DeliveryState State, int Count, bool IsMore, DateTimeOffset OldestAt)
{
    /// <summary>The maximum that is counted.</summary>
    public const int Most = 10_000;
}
