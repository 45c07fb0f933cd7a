using OzFunctions.Server;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.EndToEnd;
using OzFunctions.Web;

namespace OzFunctions.Tests.Settings;

/// <summary>A setting that prevents the start of the server is named in one sentence. The start is made in this process; it fails before the server would start its emulator.</summary>
[StartsProcesses]
public sealed class ServerStartTests
{
    // Nothing connects to it, because the settings are validated first.
    private const string Account = "UseDevelopmentStorage=true";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("Keys__Webhook__0", null, "Keys:Webhook has 0 keys; set 1 to 3, the first as Keys__Webhook__0.")]
    [InlineData("Keys__Read__0", null, "Keys:Read")]
    [InlineData("Keys__Read__0", " ", "Keys:Read:0 is empty")]
    [InlineData("Keys__Read__0", ServerSettings.WebhookKey, "Keys:Webhook and Keys:Read have a key in common")]
    [InlineData("Webhook__Mode", null, "Webhook:Mode")]
    [InlineData("Webhook__Mode", "Verify", "Webhook:Mode is Verify, which calls Oz")]
    [InlineData("Oz__BaseUrl", "https://oz.example", "belong together")]
    [InlineData("Oz__Timeout", "5", "Oz:Timeout is the number 5")]
    [InlineData("Oz__RequestsPerSecond", "0", "RequestsPerSecond")]
    [InlineData("Webhook__MaxBodyBytes", "12", "Webhook:MaxBodyBytes is 12, which is out of range")]
    [InlineData("Folders__MetadataKeys__1", "transaction_id", "has the same key twice")]
    [InlineData("Reconciliation__Schedule", "every 5 minutes", "Reconciliation:Schedule is not a schedule")]
    [InlineData("Reconciliation__Schedule", "*/5 * * * *", "Reconciliation:Schedule is not a schedule")]
    [InlineData("Reconciliation__Schedule", "0 0 0 30 2 *", "never occurs")]
    [InlineData("Reconciliation__PageSize", "5", "PageSize")]
    [InlineData("Webhook__Mode", "secret-4711", "Webhook:Mode is not one of Trust, Verify")]
    [InlineData("Webhook__MaxBodyBytes", "secret-4711", "Webhook:MaxBodyBytes is not a whole number")]
    [InlineData("Reconciliation__Overlap", "00:00:00", "Overlap")]
    [InlineData("Keys__Admin__bob", "@Microsoft.KeyVault(SecretUri=https://vault.example/secret-4711)", "Keys:Admin:bob: the Key Vault reference was not resolved")]
    [InlineData("Webhook__Mode", "2", "Webhook:Mode is not one of Trust, Verify")]
    [InlineData("Keys__Webhook__0", "secret-4711-secret-4711\n", "Keys:Webhook:0 begins or ends with white space")]
    [InlineData("Logging__LogLevel__Default", "2", "Logging:LogLevel:Default is not one of Trace, Debug")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "not a url", "OTEL_EXPORTER_OTLP_ENDPOINT is not an absolute http or https URL")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "secret-4711", "APPLICATIONINSIGHTS_CONNECTION_STRING is not a connection string")]
    [InlineData("AzureWebJobsStorage", "AccountKey=secret-4711\n", "AzureWebJobsStorage begins or ends with white space")]
    [InlineData("AzureWebJobsStorage", null, "No storage account is configured")]
    [InlineData("AzureWebJobsStorage", "AccountKey=secret-4711", "not a storage connection string")]
    public async Task Setting_ThatIsWrong_StopsTheStartAndIsNamed(string name, string? value, string expected)
    {
        var settings = ServerSettings.Production(Account);
        settings.Remove(name);
        if (value is not null)
        {
            settings[name] = value;
        }

        await AssertRefusedAsync(settings, expected);
    }

    [Theory]
    [InlineData("http://bank.table.core.windows.net")]
    [InlineData("bank.table.core.windows.net")]
    public async Task ServiceUri_WithoutHttps_StopsTheStartAndIsNamed(string uri)
    {
        var settings = ServerSettings.Production(Account);
        settings.Remove("AzureWebJobsStorage");
        settings["AzureWebJobsStorage__tableServiceUri"] = uri;
        settings["AzureWebJobsStorage__queueServiceUri"] = "https://bank.queue.core.windows.net";

        await AssertRefusedAsync(settings, "AzureWebJobsStorage__tableServiceUri is not an absolute https URL");
    }

    [Theory]
    [InlineData("Name", "Bank", "Notifications:Endpoints:0:Name")]
    [InlineData("Name", "", "Notifications:Endpoints:0:Name")]
    [InlineData("Url", "not an address", "Notifications:Endpoints:0:Url")]
    [InlineData("Url", "http://bank.example/hooks", "Url is http")]
    [InlineData("Url", "https://user:pw@bank.example/hooks", "without user")]
    [InlineData("Url", "https://10.0.0.1/hooks", "which is not public")]
    [InlineData("Url", "https://169.254.169.254/hooks", "never allowed")]
    [InlineData("Secrets__0", null, "has 0 secrets")]
    [InlineData("Secrets__0", "whsec_secret-4711", "24 to 64 bytes")]
    [InlineData("Secrets__2", Endpoints.Secret, "has 3 secrets")]
    [InlineData("Events__0", "folder", "neither an event type")]
    [InlineData("Timeout", "00:01:00", "Timeout is 00:01:00, which is out of range: set 00:00:01 to 00:00:30")]
    [InlineData("Timeout", "15", "Timeout is the number 15")]
    [InlineData("ClientCertificate", "secret-4711", "ClientCertificate cannot be read")]
    public async Task Endpoint_ThatIsWrong_StopsTheStartAndIsNamed(string name, string? value, string expected)
    {
        var settings = ServerSettings.Production(Account);
        const string Prefix = "Notifications__Endpoints__0__";
        settings[$"{Prefix}Name"] = "bank";
        settings[$"{Prefix}Url"] = "https://bank.example/hooks";
        settings[$"{Prefix}Secrets__0"] = Endpoints.Secret;
        if (name == "Secrets__2")
        {
            settings[$"{Prefix}Secrets__1"] = Endpoints.OtherSecret;
        }

        settings.Remove(Prefix + name);
        if (value is not null)
        {
            settings[Prefix + name] = value;
        }

        await AssertRefusedAsync(settings, expected);
    }

    [Theory]
    [InlineData("Notifications__Endpoints__1__Name", "bank", "Notifications:Endpoints:0 and Notifications:Endpoints:1 have the same name")]
    [InlineData("Notifications__Schedule__0", "5", "Notifications:Schedule")]
    [InlineData("Notifications__AllowedNetworks__0", "10.0.0.0", "Notifications:AllowedNetworks")]
    [InlineData("Notifications__Proxy", "ftp://proxy", "Notifications:Proxy")]
    [InlineData("Keys__Admin__bob", " ", "Keys:Admin:bob is empty")]
    [InlineData("Keys__Admin__schedule", "0123456789abcdef0123456789abcdef", "Keys:Admin:schedule has a name that is reserved for automatic actions")]
    [InlineData("Keys__Admin__bob", ServerSettings.ReadKey, "Keys:Admin:bob is also")]
    [InlineData("Keys__Admin__bob", ServerSettings.AdminKey, "has the same key under the names")]
    public async Task NotificationSetting_ThatIsWrong_StopsTheStartAndIsNamed(string name, string value, string expected)
    {
        var settings = ServerSettings.Production(Account);
        for (var i = 0; i < 2; i++)
        {
            settings[$"Notifications__Endpoints__{i}__Name"] = $"bank{(i == 0 ? "" : "-2")}";
            settings[$"Notifications__Endpoints__{i}__Url"] = "https://bank.example/hooks";
            settings[$"Notifications__Endpoints__{i}__Secrets__0"] = Endpoints.Secret;
        }

        settings[name] = value;

        await AssertRefusedAsync(settings, expected);
    }

    [Theory]
    [InlineData("http://oz.example", "Oz:AllowHttp")]
    [InlineData("oz.example", "Oz:BaseUrl is not")]
    [InlineData("https://user:secret-4711@oz.example", "Oz:BaseUrl is not")]
    public async Task OzAccount_ThatIsWrong_StopsTheStartAndIsNamed(string url, string expected)
    {
        var settings = ServerSettings.Production(Account);
        settings["Oz__BaseUrl"] = url;
        settings["Oz__Email"] = "oz@bank.example";
        settings["Oz__Password"] = "secret-4711-password";

        await AssertRefusedAsync(settings, expected);
    }

    private static async Task AssertRefusedAsync(Dictionary<string, string> settings, string expected)
    {
        string[] arguments = ["--environment=Production", "--urls=http://127.0.0.1:0", .. settings.Select(static setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}")];

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => ServerHost.RunAsync(arguments).WaitAsync(Patience, TimeProvider.System));

        var sentence = SettingsErrors.SentenceOf(refusal) ?? Assert.IsType<StartupException>(refusal).Message;
        Assert.Contains(expected, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(Endpoints.Secret, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
    }
}
