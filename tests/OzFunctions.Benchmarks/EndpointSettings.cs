namespace OzFunctions.Benchmarks;

/// <summary>Adds notification endpoints to settings.</summary>
internal static class EndpointSettings
{
    private const string Section = "Notifications__Endpoints";

    private static readonly string Secret = "whsec_" + Convert.ToBase64String(new byte[32]);

    /// <summary>Adds a webhook endpoint.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="name">Its name.</param>
    /// <param name="url">The URL that receives notifications.</param>
    /// <param name="timeout">The timeout of an attempt; null for the default.</param>
    /// <param name="events">The event types that it subscribes to.</param>
    /// <returns>The same settings.</returns>
    public static Dictionary<string, string> WithEndpoint(this Dictionary<string, string> settings, string name, string url, TimeSpan? timeout = null, params string[] events) =>
        settings.WithEndpoint(name, Webhook(url, timeout), events);

    /// <summary>The settings of a webhook.</summary>
    /// <param name="url">The URL that receives notifications.</param>
    /// <param name="timeout">How long an attempt may take; null for as long as usual.</param>
    /// <returns>The settings, by name.</returns>
    public static (string Name, string Value)[] Webhook(string url, TimeSpan? timeout) =>
        [("Url", url), ("Secrets__0", Secret), .. timeout is { } limit ? [("Timeout", $"{limit:c}")] : Array.Empty<(string, string)>()];

    /// <summary>Adds an endpoint of any kind.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="name">Its name.</param>
    /// <param name="endpoint">Its settings, by name.</param>
    /// <param name="events">The event types that it subscribes to.</param>
    /// <returns>The same settings.</returns>
    public static Dictionary<string, string> WithEndpoint(this Dictionary<string, string> settings, string name, (string Name, string Value)[] endpoint, params string[] events)
    {
        var place = settings.Keys.Count(static key => key.StartsWith(Section, StringComparison.Ordinal) && key.EndsWith("__Name", StringComparison.Ordinal));
        foreach (var (setting, value) in endpoint.Append(("Name", name)).Concat(events.Index().Select(static type => ($"Events__{type.Index}", type.Item))))
        {
            settings[$"{Section}__{place}__{setting}"] = value;
        }

        return settings;
    }
}
