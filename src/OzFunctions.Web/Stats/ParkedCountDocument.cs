using OzFunctions.Core.Notifications;

namespace OzFunctions.Web.Stats;

/// <summary>How many deliveries are in a state.</summary>
/// <param name="Count">How many; not more than 10,000 are counted.</param>
/// <param name="IsMore">Whether there are more than were counted.</param>
/// <param name="OldestAt">When the oldest became owed; null where there is none.</param>
internal sealed record ParkedCountDocument(int Count, bool IsMore, DateTimeOffset? OldestAt)
{
    public static ParkedCountDocument None { get; } = new(0, false, null);

    public static ParkedCountDocument Of(ParkedCount count) => new(count.Count, count.IsMore, count.OldestAt);
}
