using System.Text.Json;
using System.Text.RegularExpressions;
using OzFunctions.Core.Work;
using OzFunctions.Storage.Tables;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Infra;

/// <summary>The resources that <c>azd up</c> would deploy.</summary>
[StartsProcesses]
[Collection(nameof(BicepFixture))]
public sealed partial class BicepTests(BicepFixture bicep)
{
    [Fact]
    public void Templates_Compiled_GiveNoWarning() => Assert.Equal("", bicep.Warnings);

    [Fact]
    public void Schedules_UnlessTheCallerMovesThem_AreTheUsualOnes()
    {
        Assert.Equal("0 */5 * * * *", bicep.Least.AppSettings["Reconciliation__Schedule"]);
        Assert.Equal("0 30 2 * * *", bicep.Least.AppSettings["Retention__Schedule"]);
        Assert.Equal("0 0 * * * *", bicep.Full.AppSettings["Reconciliation__Schedule"]);
    }

    [Fact]
    public void Storage_TakesNoKeysAndNoOldTls()
    {
        var storage = bicep.Least.Properties("Microsoft.Storage/storageAccounts");

        Assert.False(storage.At("allowSharedKeyAccess").GetBoolean());
        Assert.False(storage.At("allowBlobPublicAccess").GetBoolean());
        Assert.True(storage.At("supportsHttpsTrafficOnly").GetBoolean());
        Assert.Equal("TLS1_2", storage.At("minimumTlsVersion").GetString());
    }

    [Fact]
    public void TablesAndQueues_ThatTheCodeNames_AreCreated()
    {
        Assert.Equal([.. TableNames.All], bicep.Least.Names("Microsoft.Storage/storageAccounts/tableServices/tables"));
        Assert.Equal([.. QueueNames.All], bicep.Least.Names("Microsoft.Storage/storageAccounts/queueServices/queues"));
    }

    [Fact]
    public void App_RunsOnFlexConsumption_WithHttpInstancesThatNeverSleep()
    {
        Assert.Equal("FC1", bicep.Least.Single("Microsoft.Web/serverfarms").At("sku", "name").GetString());
        Assert.Equal("""{"name":"dotnet-isolated","version":"10.0"}""", Compact(Config(bicep.Least).At("runtime")));
        Assert.Equal(
            """{"instanceMemoryMB":2048,"maximumInstanceCount":100,"alwaysReady":[{"name":"http","instanceCount":1}]}""",
            Compact(Config(bicep.Least).At("scaleAndConcurrency")));
        Assert.Equal(
            """{"instanceMemoryMB":4096,"maximumInstanceCount":40,"alwaysReady":[{"name":"http","instanceCount":3}]}""",
            Compact(Config(bicep.Full).At("scaleAndConcurrency")));
    }

    [Fact]
    public void App_TakesNoPasswordForPublishing()
    {
        var policies = bicep.Least.All("Microsoft.Web/sites/basicPublishingCredentialsPolicies");

        Assert.Equal(["ftp", "scm"], bicep.Least.Names("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Order(StringComparer.Ordinal));
        Assert.All(policies, static policy => Assert.False(policy.At("properties", "allow").GetBoolean()));
    }

    [Fact]
    public void App_ActsUnderAnIdentityOfItsOwn()
    {
        var app = bicep.Least.Single("Microsoft.Web/sites");
        var authentication = Config(bicep.Least).At("deployment", "storage", "authentication");
        var own = Assert.Single(app.At("identity", "userAssignedIdentities").EnumerateObject()).Name;
        var identity = app.At("properties", "keyVaultReferenceIdentity").GetString()!;

        Assert.Equal("UserAssigned", app.At("identity", "type").GetString());
        Assert.Contains("Microsoft.ManagedIdentity/userAssignedIdentities", own, StringComparison.Ordinal);
        Assert.Contains("Microsoft.ManagedIdentity/userAssignedIdentities", identity, StringComparison.Ordinal);
        Assert.Equal("UserAssignedIdentity", authentication.At("type").GetString());
        Assert.Equal(identity, authentication.At("userAssignedIdentityResourceId").GetString());
        Assert.Equal("managedidentity", bicep.Least.AppSettings["AzureWebJobsStorage__credential"]);
        Assert.EndsWith("clientId]", bicep.Least.AppSettings["AzureWebJobsStorage__clientId"], StringComparison.Ordinal);
        Assert.All(["blob", "queue", "table"], service =>
            Assert.EndsWith($"primaryEndpoints.{service}]", bicep.Least.AppSettings[$"AzureWebJobsStorage__{service}ServiceUri"], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Storage Blob Data Owner", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "Microsoft.Storage/storageAccounts")]
    [InlineData("Storage Queue Data Contributor", "974c5e8b-45b9-4653-ba55-5f855dd0fb88", "Microsoft.Storage/storageAccounts")]
    [InlineData("Storage Table Data Contributor", "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "Microsoft.Storage/storageAccounts")]
    [InlineData("Key Vault Secrets User", "4633458b-17de-408a-b874-0445c86b69e6", "Microsoft.KeyVault/vaults")]
    [InlineData("Monitoring Metrics Publisher", "3913510d-42f4-4e42-8a64-420c390055eb", "Microsoft.Insights/components")]
    public void Role_IsGrantedToTheApp_AndToADeveloperWhoIsNamed(string role, string id, string scope)
    {
        JsonElement[] Grants(PredictedDeployment deployment) =>
        [
            .. deployment.All("Microsoft.Authorization/roleAssignments")
                .Where(grant => grant.At("properties", "roleDefinitionId").GetString()!.EndsWith(id, StringComparison.Ordinal)),
        ];
        string Principal(JsonElement grant) => grant.At("properties", "principalId").GetString()!;

        var toTheApp = Assert.Single(Grants(bicep.Least));

        Assert.True(PredictedDeployment.Scope(toTheApp) == scope, $"{role} is not limited to {scope}.");
        Assert.EndsWith("outputs.principalId.value]", Principal(toTheApp), StringComparison.Ordinal);
        Assert.Equal("ServicePrincipal", toTheApp.At("properties", "principalType").GetString());
        Assert.Equal(2, Grants(bicep.Full).Length);
        Assert.Equal(scope, PredictedDeployment.Scope(Assert.Single(Grants(bicep.Full), grant => Principal(grant) == BicepFixture.Developer)));
    }

    [Theory]
    [InlineData(2, "Azure Service Bus Data Sender", "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39", "/Microsoft.ServiceBus/namespaces/bank/queues/folders", "ServiceBus", "FullyQualifiedNamespace")]
    [InlineData(3, "Azure Service Bus Data Sender", "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39", "/Microsoft.ServiceBus/namespaces/bank/topics/folders", "ServiceBus", "FullyQualifiedNamespace")]
    [InlineData(4, "Azure Event Hubs Data Sender", "2b629674-e913-4c01-ae53-ef4638d8f975", "/Microsoft.EventHub/namespaces/bank/eventhubs/folders", "EventHubs", "FullyQualifiedNamespace")]
    [InlineData(5, "EventGrid Data Sender", "d5a91429-5739-47e2-a06b-3470a27159e7", "/Microsoft.EventGrid/topics/folders", "EventGrid", "TopicEndpoint")]
    [InlineData(6, "Storage Queue Data Message Sender", "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a", "/Microsoft.Storage/storageAccounts/bank/queueServices/default/queues/folders", "StorageQueue", "QueueServiceUri")]
    public void ResourceEndpoint_IsNotifiedByTheIdentity_WhichMaySendOnlyToIt(int place, string role, string id, string resource, string kind, string address)
    {
        var grant = Assert.Single(
            bicep.Full.All("Microsoft.Authorization/roleAssignments"),
            grant => grant.At("id").GetString()!.StartsWith($"[extensionResourceId('{BicepFixture.Others}{resource}'", StringComparison.OrdinalIgnoreCase));
        var settings = bicep.Full.AppSettings
            .Where(setting => setting.Key.StartsWith($"Notifications__Endpoints__{place}__", StringComparison.Ordinal))
            .ToDictionary(static setting => setting.Key.Split("__")[3], static setting => setting.Value);

        Assert.True(grant.At("properties", "roleDefinitionId").GetString()!.EndsWith(id, StringComparison.Ordinal), $"The assigned role is not {role}.");
        Assert.EndsWith("outputs.principalId.value]", grant.At("properties", "principalId").GetString(), StringComparison.Ordinal);
        Assert.Equal((kind, kind == "EventGrid" ? null : "folders"), (settings["Kind"], settings.GetValueOrDefault("EntityName")));
        Assert.Contains($"reference('{BicepFixture.Others}{string.Join('/', resource.Split('/')[..4])}'", settings[address], StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("clientId]", settings["ClientId"], StringComparison.Ordinal);
        Assert.DoesNotContain("Url", settings.Keys);
    }

    [Fact]
    public void Roles_OfTheApp_AreNoMoreThanItNeeds() => Assert.Equal(5, bicep.Least.All("Microsoft.Authorization/roleAssignments").Count);

    [Fact]
    public void Telemetry_IsAcceptedFromTheAppsIdentityOnly()
    {
        var insights = bicep.Least.Properties("Microsoft.Insights/components");
        var authentication = bicep.Least.AppSettings["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"];

        Assert.True(insights.At("DisableLocalAuth").GetBoolean());
        Assert.Equal(bicep.Least.Single("Microsoft.OperationalInsights/workspaces").At("id").GetString(), insights.At("WorkspaceResourceId").GetString());
        Assert.StartsWith("[format('ClientId={0};Authorization=AAD', ", authentication, StringComparison.Ordinal);
        Assert.EndsWith("clientId)]", authentication, StringComparison.Ordinal);
    }

    [Fact]
    public void Alerts_ReachTheOperators()
    {
        var operators = bicep.Full.Single("Microsoft.Insights/actionGroups");
        var rules = bicep.Full.All("Microsoft.Insights/scheduledQueryRules");

        Assert.Contains("operators@bank.example", operators.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(0, bicep.Least.Properties("Microsoft.Insights/actionGroups").At("emailReceivers").GetArrayLength());
        Assert.All(rules, rule => Assert.Equal(operators.At("id").GetString(), rule.At("properties", "actions", "actionGroups")[0].GetString()));
        Assert.Equal(
            ["ozfunctions.work.items", "ozfunctions.deliveries.parked", "ozfunctions.folders.overdue", "ozfunctions.runs", "ozfunctions.oz.login_stops"],
            rules.Select(static rule => Metric().Match(rule.At("properties", "criteria", "allOf")[0].At("query").GetString()!).Value));
    }

    [Theory]
    [InlineData("Verify", "", "")]
    [InlineData("Trust", "https://oz.example", "")]
    public async Task MissingOzAccount_StopsTheDeployment(string mode, string url, string email)
    {
        using var cli = new BicepCli();

        var (errors, deployment) = await cli.PredictAsync($"""
            param environmentName = 'test'
            param location = 'westeurope'
            param webhookMode = '{mode}'
            param ozBaseUrl = '{url}'
            param ozEmail = '{email}'
            param ozPassword = ''
            """);

        Assert.Null(deployment);
        Assert.Contains("Set both ozBaseUrl and ozEmail", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndpointWithoutAnAddress_StopsTheDeployment()
    {
        using var cli = new BicepCli();

        var (errors, deployment) = await cli.PredictAsync("""
            param environmentName = 'test'
            param location = 'westeurope'
            param webhookMode = 'Trust'
            param ozBaseUrl = ''
            param ozEmail = ''
            param ozPassword = ''
            param endpoints = [{ name: 'crm' }]
            """);

        Assert.Null(deployment);
        Assert.Contains("The endpoint crm has neither url nor resourceId.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void ParametersFile_PassesEveryParameterFromTheEnvironment()
    {
        var file = JsonElement.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "infra", "main.parameters.json")));
        var parameters = file.At("parameters").EnumerateObject().ToList();

        Assert.Equal([.. bicep.Template.Parameters.Keys], parameters.Select(static parameter => parameter.Name).ToHashSet());
        Assert.All(parameters, static parameter => Assert.Matches(@"^\$\{[A-Z_]+\}$", parameter.Value.At("value").GetString()));
    }

    [Fact]
    public void Service_OfAzureYaml_IsTheAppThatIsTaggedWithItsName()
    {
        var service = bicep.Least.Single("Microsoft.Web/sites").At("tags", "azd-service-name").GetString();
        var file = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "azure.yaml"));

        Assert.Contains($"\n  {service}:\n    project: ./src/OzFunctions\n", file, StringComparison.Ordinal);
    }

    private static JsonElement Config(PredictedDeployment deployment) => deployment.Properties("Microsoft.Web/sites").At("functionAppConfig");

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);

    [GeneratedRegex(@"ozfunctions[\w.]+")]
    private static partial Regex Metric();
}
