namespace OzFunctions.Benchmarks;

/// <summary>Writes the endpoints of notifications into settings.</summary>
internal static class EndpointSettings
{
    private const string Section = "Notifications__Endpoints";

    private static readonly string Secret = "whsec_" + Convert.ToBase64String(new byte[32]);

    /// <summary>Adds an endpoint.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="name">Its name.</param>
    /// <param name="url">Where it is told.</param>
    /// <param name="timeout">How long an attempt may take; null for as long as usual.</param>
    /// <param name="events">The event types that it wants.</param>
    /// <returns>The same settings.</returns>
    public static Dictionary<string, string> WithEndpoint(this Dictionary<string, string> settings, string name, string url, TimeSpan? timeout = null, params string[] events)
    {
        var place = settings.Keys.Count(static key => key.StartsWith(Section, StringComparison.Ordinal) && key.EndsWith("__Url", StringComparison.Ordinal));
        var endpoint = $"{Section}__{place}";
        settings[$"{endpoint}__Name"] = name;
        settings[$"{endpoint}__Url"] = url;
        settings[$"{endpoint}__Secrets__0"] = Secret;
        if (timeout is { } limit)
        {
            settings[$"{endpoint}__Timeout"] = $"{limit:c}";
        }

        foreach (var (i, type) in events.Index())
        {
            settings[$"{endpoint}__Events__{i}"] = type;
        }

        return settings;
    }
}
