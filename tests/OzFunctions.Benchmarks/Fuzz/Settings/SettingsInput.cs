using System.Text.RegularExpressions;
using OzFunctions.Storage;
using OzFunctions.Web.Settings;

namespace OzFunctions.Benchmarks.Fuzz.Settings;

/// <summary>A whole configuration, of which some settings were changed.</summary>
/// <param name="IsDevelopment">Whether the environment is Development.</param>
/// <param name="Values">The settings.</param>
/// <param name="Changed">The names of those that were changed.</param>
internal sealed partial record SettingsInput(bool IsDevelopment, IReadOnlyDictionary<string, string?> Values, IReadOnlyList<string> Changed)
{
    /// <summary>Marks secret values, including those pasted into the wrong setting. No message may contain it.</summary>
    public const string Secret = "S3CR3T";

    private const string Base64 = "S3CR3TS3CR3TS3CR3TS3CR3TS3CR3TS3CR3TS3CR3TS3CR3T";
    private const string Bus = $"Endpoint=sb://bank.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey={Base64}";
    private const string Storage = $"DefaultEndpointsProtocol=https;AccountName=bank;AccountKey={Base64};EndpointSuffix=core.windows.net";
    private const string Endpoint = "Notifications:Endpoints:0:";

    private static readonly Dictionary<string, string?> Common = new()
    {
        ["AzureWebJobsStorage"] = Storage,
        ["Webhook:Mode"] = "Trust",
        ["Keys:Webhook:0"] = $"webhook-{Base64}",
        ["Keys:Read:0"] = $"read-{Base64}",
        ["Keys:Admin:bob"] = $"admin-{Base64}",
        ["Oz:BaseUrl"] = "https://oz.example",
        ["Oz:Email"] = "bank@example.com",
        ["Oz:Password"] = Secret,
    };

    private static readonly Dictionary<string, string?>[] Endpoints =
    [
        [],
        new() { [$"{Endpoint}Name"] = "bank", [$"{Endpoint}Url"] = "https://bank.example/hooks", [$"{Endpoint}Secrets:0"] = $"whsec_{Base64}", [$"{Endpoint}Events:0"] = "folder.*" },
        new() { [$"{Endpoint}Name"] = "bus", [$"{Endpoint}Kind"] = "ServiceBus", [$"{Endpoint}ConnectionString"] = $"{Bus};EntityPath=verdicts" },
        new() { [$"{Endpoint}Name"] = "hub", [$"{Endpoint}Kind"] = "EventHubs", [$"{Endpoint}FullyQualifiedNamespace"] = "bank.servicebus.windows.net", [$"{Endpoint}EntityName"] = "verdicts" },
        new() { [$"{Endpoint}Name"] = "queue", [$"{Endpoint}Kind"] = "StorageQueue", [$"{Endpoint}ConnectionString"] = Storage, [$"{Endpoint}EntityName"] = "verdicts" },
        new() { [$"{Endpoint}Name"] = "grid", [$"{Endpoint}Kind"] = "EventGrid", [$"{Endpoint}TopicEndpoint"] = "https://bank.westeurope-1.eventgrid.azure.net/api/events", [$"{Endpoint}AccessKey"] = Base64 },
    ];

    private static readonly string[] More = ["APPLICATIONINSIGHTS_CONNECTION_STRING", "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TIMEOUT", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_RESOURCE_ATTRIBUTES", "OTEL_TRACES_SAMPLER_ARG"];
    private static readonly string[] Names = [.. KnownSettings.All.Select(static setting => setting.Name).Where(static name => name is not ("environment" or "urls")), .. More];

    private static readonly string[] Texts =
    [
        "", " ", "0", "1", "5", "16", "1024", "-1", "2147483648", "1e3", "0x10", "true", "False", "yes", "Trust", "verify", "2", "ServiceBus", "webhook", "CloudEvents", "00:00:10", "1.00:00:00", "24:00:00", "-00:00:10", "00:00", "10.06:00:00.5",
        "0 */5 * * * *", "* * * * *", "0 0 0 31 2 *", "@daily", "https://bank.example", "http://bank.example", "https://user:S3CR3T@bank.example", "https://", "//bank", "https://169.254.169.254/", "http://[::1]:80/", "ftp://bank", "https://bank.example/?sig=S3CR3T#f",
        "10.1.0.0/16", "10.1.0.1/16", "::/0", "10.1.0.0/33", "*", "folder.*", "folder.resolution_changed", ".*", "bank", "Bank", "bank.servicebus.windows.net", "verdicts", "a--b", "Information", "Loud", "transaction_id",
        "11111111-2222-3333-4444-555555555555", "Authorization=AAD", "a=b,c", "a=%zz", "InstrumentationKey=11111111-2222-3333-4444-555555555555;IngestionEndpoint=https://x", "@Microsoft.KeyVault(SecretUri=https://x)", "/dev/null", "MIIB", "line\nbreak", "\uFEFFx", "\u0661",
        Bus, Storage, $"whsec_{Base64}", Base64, "UseDevelopmentStorage=true", $"http://user:{Secret}@proxy:3128", $"BlobEndpoint=https://x;SharedAccessSignature={Secret}", $"{Secret}-pasted-into-the-wrong-setting",
    ];

    /// <summary>Whether the storage account is another than that of all configurations.</summary>
    public bool HasOtherStorage => Changed.Any(static name => name.StartsWith(StorageExtensions.AccountSetting, StringComparison.OrdinalIgnoreCase));

    /// <summary>Makes the configuration of a number.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The configuration.</returns>
    public static SettingsInput Of(int number)
    {
        var random = new Random(number);
        var values = new Dictionary<string, string?>([.. Common, .. random.Pick(Endpoints)], StringComparer.OrdinalIgnoreCase);
        string[] changed = [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Change(values, random))];
        return new SettingsInput(random.Once(4), values, changed);
    }

    private static string Change(Dictionary<string, string?> values, Random random)
    {
        var present = random.Pick([.. values.Keys]);
        var name = random.Next(4) > 0 ? Placeholder().Replace(random.Pick(Names), match => match.Value == "{name}" ? "carol" : $"{random.Next(2)}") : present;
        switch (random.Next(10))
        {
            case 0:
                values.Remove(present);
                return present;
            case 1 when name.LastIndexOf(':') is > 0 and var end:
                name = name[..end];
                break;
            case 2:
                name = random.Once(2) ? $"{name}:0" : random.Changed(name).Replace("\0", "", StringComparison.Ordinal);
                break;
        }

        var value = random.Once(4) && values.GetValueOrDefault(name) is { } old ? random.Changed(old) : random.Pick(Texts);
        values[name] = IsSecret(name) && !value.Contains(Secret, StringComparison.Ordinal) && random.Once(2) ? value + Secret : value;
        return name;
    }

    private static bool IsSecret(string name) => SecretName().IsMatch(name);

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("^Keys:|Password|Secrets|ConnectionString$|AccessKey|Proxy|CONNECTION_STRING|HEADERS|^AzureWebJobsStorage$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
