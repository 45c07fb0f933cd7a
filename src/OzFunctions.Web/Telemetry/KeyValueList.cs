using OzFunctions.Web.Settings;

namespace OzFunctions.Web.Telemetry;

/// <summary>A list <c>key=value,key=value</c> with percent-encoded values, the format of headers and attributes in OpenTelemetry's variables.</summary>
internal static class KeyValueList
{
    /// <summary>Parses a list.</summary>
    /// <param name="text">The list, which may be empty.</param>
    /// <returns>The decoded pairs; null when the text is malformed.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>>? TryParse(string text)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } key, var value] || !PercentEncoding.IsValid(value) || key.Any(static letter => letter is <= ' ' or > '~'))
            {
                return null;
            }

            var decoded = Uri.UnescapeDataString(value);
            if (decoded.Any(char.IsControl))
            {
                return null;
            }

            pairs.Add(KeyValuePair.Create(key, decoded));
        }

        return pairs;
    }
}
