using OzFunctions.Core.Notifications;

namespace OzFunctions.Web.Stats;

/// <summary>The number of deliveries in a state.</summary>
/// <param name="Count">The number; counting stops at 10,000.</param>
/// <param name="IsMore">Whether there are more than were counted.</param>
/// <param name="OldestAt">When the oldest became owed; null when there are none.</param>
internal sealed record ParkedCountDocument(int Count, bool IsMore, DateTimeOffset? OldestAt)
{
    public static ParkedCountDocument None { get; } = new(0, false, null);

    public static ParkedCountDocument Of(ParkedCount count) => new(count.Count, count.IsMore, count.OldestAt);
}
