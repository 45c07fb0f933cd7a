using System.Globalization;

namespace OzFunctions.Core.Notifications;

/// <summary>Where a delivery is listed among those of its endpoint that are not delivered. Each time that it is listed anew is a parking of its own.</summary>
/// <param name="State">Pending after a failed attempt, waiting, or dead.</param>
/// <param name="At">When the delivery became owed, UTC.</param>
/// <param name="ParkedAt">When it was listed, UTC.</param>
/// <param name="Folder">Whose it is.</param>
/// <param name="Key">Which of its folder.</param>
public sealed record Parking(DeliveryState State, DateTimeOffset At, DateTimeOffset ParkedAt, string Folder, DeliveryKey Key)
{
    // Two times, the four of a delivery's key, and the folder: the name of an endpoint's own "folder" holds a separator itself.
    private const int Parts = 7;

    /// <summary>The place on the list of its endpoint and state. Places sort ordinally as the deliveries became owed.</summary>
    public string Place => $"{PlaceOf(At)}|{PlaceOf(ParkedAt)}|{Key}|{Folder}";

    /// <summary>The place before all deliveries that became owed at a time or later.</summary>
    /// <param name="at">The time.</param>
    /// <returns>The beginning of a place.</returns>
    public static string PlaceOf(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>Reads a place.</summary>
    /// <param name="state">The state.</param>
    /// <param name="place">What <see cref="Place"/> was.</param>
    /// <returns>The parking.</returns>
    /// <exception cref="FormatException">It is no place.</exception>
    public static Parking Of(DeliveryState state, string place)
    {
        var parts = place.Split('|', Parts);
        return parts.Length == Parts && DeliveryKey.TryParse(string.Join('|', parts[2..^1])) is { } key
            ? new Parking(state, TimeOf(parts[0]), TimeOf(parts[1]), parts[^1], key)
            : throw new FormatException($"'{place}' is no place on a list of deliveries.");
    }

    private static DateTimeOffset TimeOf(string ticks) => new(long.Parse(ticks, NumberStyles.None, CultureInfo.InvariantCulture), TimeSpan.Zero);
}
