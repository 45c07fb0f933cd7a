using System.Globalization;

namespace OzFunctions.Core.Notifications;

/// <summary>An entry on the list of parked deliveries of an endpoint. A delivery that is parked again gets a new entry.</summary>
/// <param name="State">The state: pending after a failed attempt, waiting, or dead.</param>
/// <param name="At">When the delivery became owed, UTC.</param>
/// <param name="ParkedAt">When the delivery was parked, UTC.</param>
/// <param name="Folder">Oz's id of the folder, or <c>endpoint|{name}</c>.</param>
/// <param name="Key">The key of the delivery within the folder.</param>
public sealed record ParkedEntry(DeliveryState State, DateTimeOffset At, DateTimeOffset ParkedAt, string Folder, DeliveryKey Key)
{
    // Two times, the four parts of a delivery's key, and the folder. The folder comes last because <c>endpoint|{name}</c> contains a separator.
    private const int Parts = 7;

    /// <summary>The place on the list of its endpoint and state. Places sort ordinally by when the deliveries became owed.</summary>
    public string Place => $"{PlaceOf(At)}|{PlaceOf(ParkedAt)}|{Key}|{Folder}";

    /// <summary>The prefix of the places of deliveries that became owed at a time.</summary>
    /// <param name="at">The time.</param>
    /// <returns>The prefix.</returns>
    public static string PlaceOf(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>Parses a place.</summary>
    /// <param name="state">The state.</param>
    /// <param name="place">The value of <see cref="Place"/>.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="FormatException">The text is not a place.</exception>
    public static ParkedEntry Of(DeliveryState state, string place)
    {
        var parts = place.Split('|', Parts);
        return parts.Length == Parts && DeliveryKey.TryParse(string.Join('|', parts[2..^1])) is { } key
            ? new ParkedEntry(state, TimeOf(parts[0]), TimeOf(parts[1]), parts[^1], key)
            : throw new FormatException($"'{place}' is not a place on a list of deliveries.");
    }

    private static DateTimeOffset TimeOf(string ticks) => new(long.Parse(ticks, NumberStyles.None, CultureInfo.InvariantCulture), TimeSpan.Zero);
}
