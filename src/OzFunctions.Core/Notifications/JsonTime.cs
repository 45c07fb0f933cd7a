using System.Globalization;

namespace OzFunctions.Core.Notifications;

/// <summary>Times as JSON shows them.</summary>
public static class JsonTime
{
    /// <summary>A time as ISO 8601 UTC with a <c>Z</c> and no more digits than it has.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The text.</returns>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
