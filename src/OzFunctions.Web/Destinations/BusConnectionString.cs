namespace OzFunctions.Web.Destinations;

/// <summary>A connection string of Service Bus or Event Hubs, as far as we look into it. Never shown: it holds a key.</summary>
/// <param name="Endpoint">The namespace, <c>sb://</c>; the emulator also has a port.</param>
/// <param name="EntityPath">The queue, topic or hub that it is for; null for all of the namespace.</param>
/// <param name="IsEmulator">Whether the connection is made without TLS.</param>
internal sealed record BusConnectionString(Uri Endpoint, string? EntityPath, bool IsEmulator)
{
    /// <summary>Reads a connection string.</summary>
    /// <param name="text">The connection string.</param>
    /// <returns>What it says, or null when it is none that one can connect with.</returns>
    public static BusConnectionString? TryParse(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Values are Base64, which may end with the sign that stands before them.
            if (part.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } value] || !parts.TryAdd(name, value))
            {
                return null;
            }
        }

        var hasKey = parts.ContainsKey("SharedAccessSignature") || (parts.ContainsKey("SharedAccessKeyName") && parts.ContainsKey("SharedAccessKey"));
        return hasKey && Uri.TryCreate(parts.GetValueOrDefault("Endpoint"), UriKind.Absolute, out var endpoint) && endpoint is { Scheme: "sb", Host.Length: > 0 }
            ? new BusConnectionString(endpoint, parts.GetValueOrDefault("EntityPath"), bool.TryParse(parts.GetValueOrDefault("UseDevelopmentEmulator"), out var isEmulator) && isEmulator)
            : null;
    }
}
