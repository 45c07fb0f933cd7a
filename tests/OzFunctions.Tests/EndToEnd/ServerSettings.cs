using OzFunctions.OzSimulator;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>The settings of a server under test, by the names of environment variables.</summary>
internal static class ServerSettings
{
    public const string WebhookKey = "test-webhook-key-4f1c";
    public const string ReadKey = "test-read-key-9b2e";
    public const string AdminKey = "test-admin-key-77d0";
    public const string AdminName = "alice";

    /// <summary>A schedule that is not due during the tests: the first second of a year.</summary>
    public const string Never = "0 0 0 1 1 *";

    /// <summary>Creates the settings of a server outside Development with everything that is required.</summary>
    public static Dictionary<string, string> Production(string connectionString) => new()
    {
        ["AzureWebJobsStorage"] = connectionString,
        ["Keys__Webhook__0"] = WebhookKey,
        ["Keys__Read__0"] = ReadKey,
        [$"Keys__Admin__{AdminName}"] = AdminKey,
        ["Webhook__Mode"] = "Trust",
        ["Folders__MetadataKeys__0"] = "transaction_id",

        // No scheduled runs: tests start them.
        ["Reconciliation__Schedule"] = Never,
        ["Retention__Schedule"] = Never,
    };

    /// <summary>Adds a webhook endpoint on loopback to settings.</summary>
    public static Dictionary<string, string> WithEndpoint(Dictionary<string, string> settings, string name, Uri url, params string[] events)
    {
        WithEndpoint(settings, name, [("Url", $"{url}"), ("Secrets__0", Endpoints.Secret), .. events.Select(static (text, place) => ($"Events__{place}", text))]);
        return settings;
    }

    /// <summary>Adds an endpoint of any kind to settings.</summary>
    public static void WithEndpoint(Dictionary<string, string> settings, string name, params (string Name, string Value)[] endpoint)
    {
        var i = settings.Keys.Count(static key => key.StartsWith("Notifications__Endpoints__", StringComparison.Ordinal) && key.EndsWith("__Name", StringComparison.Ordinal));
        settings["Notifications__AllowedNetworks__0"] = "127.0.0.0/8";
        settings[$"Notifications__Endpoints__{i}__Name"] = name;
        foreach (var (setting, value) in endpoint)
        {
            settings[$"Notifications__Endpoints__{i}__{setting}"] = value;
        }
    }

    /// <summary>Adds the account of the simulated Oz to settings, with a higher request rate than for a real Oz.</summary>
    public static Dictionary<string, string> WithOz(Dictionary<string, string> settings, SimulatedOz oz)
    {
        settings["Oz__BaseUrl"] = $"{oz.Url}";
        settings["Oz__Email"] = SimulatedOz.Email;
        settings["Oz__Password"] = SimulatedOz.Password;
        settings["Oz__AllowHttp"] = "true";
        settings["Oz__RequestsPerSecond"] = "50";
        return settings;
    }
}
