using OzFunctions.Web.Settings;

namespace OzFunctions.Web.Telemetry;

/// <summary>A list <c>key=value,key=value</c> with percent-encoded values, as OpenTelemetry's variables hold headers and attributes.</summary>
internal static class KeyValueList
{
    /// <summary>Reads a list.</summary>
    /// <param name="text">The list, which may be empty.</param>
    /// <returns>Its pairs, decoded; null when it is none.</returns>
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
