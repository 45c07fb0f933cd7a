using System.Globalization;

namespace OzFunctions.Core.Notifications;

/// <summary>Formats times for JSON.</summary>
public static class JsonTime
{
    /// <summary>Formats a time as ISO 8601 in UTC, with a <c>Z</c> and without trailing zeros in the fraction.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The text.</returns>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
