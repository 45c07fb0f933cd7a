using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Web;
using OzFunctions.Web.Keys;
using OzFunctions.Web.Notifications;
using OzFunctions.Web.Oz;
using OzFunctions.Web.Webhooks;

namespace OzFunctions.Tests.Infra;

/// <summary>Where the secrets given to <c>azd up</c> are stored, and what the app finds in its settings.</summary>
[StartsProcesses]
[Collection(nameof(BicepFixture))]
public sealed partial class BicepSecretTests(BicepFixture bicep)
{
    [Fact]
    public void Parameters_ThatHoldSecrets_AreSecureAllTheWay()
    {
        var root = bicep.Template;
        var passedOn = root.WithModules().SelectMany(static outer => outer.Modules.SelectMany(module => module.Arguments
            .Where(argument => outer.Reveals(argument.Value))
            .Select(argument => (Name: $"{module.Template.Path}: {argument.Key}", IsSecure: module.Template.IsSecure(argument.Key))))).ToList();

        Assert.Equal(["adminKeys", "endpointSecrets", "ozPassword"], root.Parameters.Keys.Where(root.IsSecure).Order(StringComparer.Ordinal));
        Assert.Equal(3, passedOn.Count);
        Assert.All(passedOn, static parameter => Assert.True(parameter.IsSecure, $"{parameter.Name} is not secure."));
    }

    [Fact]
    public void Secret_WhereverItGoes_EndsInTheVault()
    {
        var holders = bicep.Template.WithModules()
            .SelectMany(static template => template.Resources.Where(resource => template.Reveals(resource.GetRawText())))
            .Select(static resource => resource.GetProperty("type").GetString()).ToList();

        Assert.Equal(3, holders.Count);
        Assert.All(holders, static type => Assert.Equal("Microsoft.KeyVault/vaults/secrets", type));
        Assert.DoesNotContain(BicepFixture.Planted, bicep.Full.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_OfEveryTemplate_HoldNoSecret()
    {
        var templates = bicep.Template.WithModules().ToList();

        Assert.Equal(10, templates.Count);
        Assert.All(templates, static template => Assert.All(template.Outputs, output =>
        {
            Assert.False(template.Reveals(output.Value), $"{template.Path} puts a secure parameter into {output.Key}.");
            Assert.DoesNotMatch(SecretOfAzure(), output.Value);
        }));
        Assert.Contains($"format('{{0}}{Routes.Prefix}/{Routes.OzWebhooks}', ", bicep.Template.Outputs["WEBHOOK_ADDRESS"], StringComparison.Ordinal);
    }

    [Fact]
    public void AppSettings_ThatAreSecret_AreReadFromTheVault()
    {
        var settings = bicep.Full.AppSettings;
        var named = settings.Where(static setting => SecretSetting().IsMatch(setting.Key)).Select(static setting => PredictedDeployment.Secret(setting.Value)).ToHashSet();
        string?[] stored = [.. bicep.Full.Names("Microsoft.KeyVault/vaults/secrets")];

        Assert.Equal(["admin-alice", "admin-bob", "crm-tls", "endpoint-core-banking", "endpoint-crm-new", "endpoint-crm-old", "oz-password"], named);
        Assert.Equal([.. stored, "crm-tls"], named);
        Assert.DoesNotContain("AzureWebJobsStorage", settings.Keys);
        Assert.All(settings.Values, static value => Assert.DoesNotMatch("AccountKey|SharedAccess|list[A-Z]", value));
    }

    [Fact]
    public void AppSettings_AsTheAppReadsThem_LetItStart()
    {
        using var certificate = Certificates.SelfSigned("crm");
        string Value(KeyValuePair<string, string> setting) => PredictedDeployment.Secret(setting.Value) switch
        {
            null when setting.Key.EndsWith("FullyQualifiedNamespace", StringComparison.Ordinal) => "bank.servicebus.windows.net",
            null when setting.Key.EndsWith("QueueServiceUri", StringComparison.Ordinal) => "https://bank.queue.core.windows.net/",
            null when setting.Key.EndsWith("TopicEndpoint", StringComparison.Ordinal) => "https://folders.westeurope-1.eventgrid.azure.net/api/events",
            null when setting.Key.EndsWith("__ClientId", StringComparison.Ordinal) => $"{Guid.Empty}",
            null => setting.Value,
            "crm-tls" => Convert.ToBase64String(certificate.Export(X509ContentType.Pkcs12)),
            "endpoint-crm-new" => Endpoints.OtherSecret,
            var name when name.StartsWith("endpoint-", StringComparison.Ordinal) => Endpoints.Secret,
            var name => $"value of {name}",
        };
        var settings = bicep.Full.AppSettings
            .ToDictionary(static setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => (string?)Value(setting));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        T Read<T>(string section) => configuration.GetSection(section).Get<T>()!;
        var production = new ProductionEnvironment();
        var webhooks = Read<WebhookOptions>(WebhookOptions.Section);
        var notifications = Read<NotificationOptions>(NotificationOptions.Section);

        Assert.Equal(WebhookMode.Verify, webhooks.Mode);
        Assert.Null(new ValidateOzOptions(Options.Create(webhooks)).Validate(null, Read<OzOptions>(OzOptions.Section)).FailureMessage);
        Assert.Null(new ValidateAdminKeys().Validate(null, Read<KeyOptions>(KeyOptions.Section)).FailureMessage);
        Assert.Null(new ValidateNotificationOptions(production).Validate(null, notifications).FailureMessage);
        Assert.Equal(
            ["core-banking:Webhook", "crm:Webhook", "bus-queue:ServiceBus", "bus-topic:ServiceBus", "hub:EventHubs", "grid:EventGrid", "queue:StorageQueue"],
            notifications.Endpoints.Select(static endpoint => $"{endpoint.Name}:{endpoint.Kind}"));
        Assert.Equal(NotificationFormat.CloudEvents, notifications.Endpoints[1].Format);
        Assert.Equal([Endpoints.OtherSecret, Endpoints.Secret], notifications.Endpoints[1].Secrets);
        Assert.Equal(["folder.*", "endpoint.disabled"], notifications.Endpoints[1].Events);
        Assert.Equal(TimeSpan.FromSeconds(20), notifications.Endpoints[1].Timeout);
        Assert.Equal([8, 64], [notifications.Endpoints[1].MaxConcurrent, notifications.Endpoints[4].MaxConcurrent]);
        Assert.Equal("transaction_id", configuration["Folders:MetadataKeys:0"]);
    }

    [Fact]
    public void Vault_KeepsWhatIsDeleted_AndIsOpenedByRolesOnly()
    {
        var vault = bicep.Least.Properties("Microsoft.KeyVault/vaults");

        Assert.True(vault.At("enableRbacAuthorization").GetBoolean());
        Assert.True(vault.At("enableSoftDelete").GetBoolean());
        Assert.True(vault.At("enablePurgeProtection").GetBoolean());
    }

    [GeneratedRegex(@"\blist\w*\(|ConnectionString|InstrumentationKey|[kK]eys?\b")]
    private static partial Regex SecretOfAzure();

    [GeneratedRegex("^Keys__|__Secrets__|Password|Certificate")]
    private static partial Regex SecretSetting();
}
