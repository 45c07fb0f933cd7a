namespace OzFunctions.Tests.Infra;

/// <summary>The templates, compiled once, and two deployments of them: one with all parameters and one with only the required ones.</summary>
public sealed class BicepFixture : IAsyncLifetime
{
    internal const string Planted = "planted-4711";

    internal const string Developer = "00000000-0000-4000-8000-0000000000de";

    /// <summary>The path of the bank's own resources, which are in another subscription.</summary>
    internal const string Others = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/messaging/providers";

    private const string LeastParameters = """
        param environmentName = 'test'
        param location = 'westeurope'
        param webhookMode = 'Trust'
        param ozBaseUrl = ''
        param ozEmail = ''
        param ozPassword = ''
        """;

    private const string AllParameters = $$"""
        param environmentName = 'test'
        param location = 'westeurope'
        param ozBaseUrl = 'https://oz.example'
        param ozEmail = 'service@bank.example'
        param ozPassword = '{{Planted}}'
        param adminNames = ['alice', 'bob']
        param adminKeys = { alice: '{{Planted}}' }
        param endpoints = [
          { name: 'core-banking', url: 'https://core.bank.example/oz' }
          {
            name: 'crm'
            url: 'https://crm.bank.example/oz'
            secrets: ['crm-new', 'crm-old']
            events: ['folder.*', 'endpoint.disabled']
            timeout: '00:00:20'
            clientCertificate: 'crm-tls'
            format: 'CloudEvents'
          }
          { name: 'bus-queue', resourceId: '{{Others}}/Microsoft.ServiceBus/namespaces/bank/queues/folders', events: ['folder.*'] }
          { name: 'bus-topic', resourceId: '{{Others}}/Microsoft.ServiceBus/namespaces/bank/topics/folders' }
          { name: 'hub', resourceId: '{{Others}}/Microsoft.EventHub/namespaces/bank/eventhubs/folders', timeout: '00:00:05', maxConcurrent: 64 }
          { name: 'grid', resourceId: '{{Others}}/Microsoft.EventGrid/topics/folders' }
          { name: 'queue', resourceId: '{{Others}}/microsoft.storage/storageAccounts/bank/queueServices/default/queues/folders' }
        ]
        param endpointSecrets = { 'core-banking': '{{Planted}}', 'crm-new': '{{Planted}}' }
        param settings = {
          Folders__MetadataKeys__0: 'transaction_id'
          Reconciliation__Schedule: '0 0 * * * *'
          Webhook__Mode: 'Trust'
        }
        param alertEmail = 'operators@bank.example'
        param alwaysReadyInstances = 3
        param maximumInstances = 40
        param instanceMemory = 4096
        param storageSku = 'Standard_GZRS'
        param principalId = '{{Developer}}'
        """;

    internal string Warnings { get => Made(field); private set; } = "";

    internal ArmTemplate Template { get => Made(field); private set; } = null!;

    internal PredictedDeployment Least { get => Made(field); private set; } = null!;

    internal PredictedDeployment Full { get => Made(field); private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!BicepCli.Runs)
        {
            return;
        }

        using var cli = new BicepCli();
        (Warnings, var template) = await cli.BuildAsync();
        Template = new ArmTemplate("main", template);
        Least = await PredictAsync(LeastParameters);
        Full = await PredictAsync(AllParameters);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static T Made<T>(T value)
    {
        BicepCli.SkipWhereItDoesNotRun();
        return value;
    }

    private static async Task<PredictedDeployment> PredictAsync(string parameters)
    {
        using var cli = new BicepCli();
        var (errors, deployment) = await cli.PredictAsync(parameters);
        Assert.True(deployment is not null, errors);
        return new PredictedDeployment(deployment.Value);
    }
}
