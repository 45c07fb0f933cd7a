namespace OzFunctions.Web.Destinations;

/// <summary>The parts of a connection string of Service Bus or Event Hubs that we use. It must never be shown, because it contains a key.</summary>
/// <param name="Endpoint">The namespace, <c>sb://</c>. An emulator's also has a port.</param>
/// <param name="EntityPath">The queue, topic or event hub; null when the string is for the whole namespace.</param>
/// <param name="IsEmulator">Whether the connection is made without TLS.</param>
internal sealed record BusConnectionString(Uri Endpoint, string? EntityPath, bool IsEmulator)
{
    /// <summary>Parses a connection string; null when there is none, or it cannot be used to connect.</summary>
    public static BusConnectionString? TryParse(string? text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Values are Base64 and may end with the separator '='.
            if (part.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } value] || !parts.TryAdd(name, value))
            {
                return null;
            }
        }

        // The SDKs accept one of the two, not both.
        var hasKey = (parts.ContainsKey("SharedAccessKeyName"), parts.ContainsKey("SharedAccessKey"), parts.ContainsKey("SharedAccessSignature"))
            is (true, true, false) or (false, false, true);
        return hasKey && Uri.TryCreate(parts.GetValueOrDefault("Endpoint"), UriKind.Absolute, out var endpoint) && endpoint is { Scheme: "sb", Host.Length: > 0 }
            ? new BusConnectionString(endpoint, parts.GetValueOrDefault("EntityPath"), bool.TryParse(parts.GetValueOrDefault("UseDevelopmentEmulator"), out var isEmulator) && isEmulator)
            : null;
    }
}
