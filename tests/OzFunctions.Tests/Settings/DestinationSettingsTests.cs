using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Settings;

/// <summary>The validation of the settings of each kind of endpoint.</summary>
public sealed class DestinationSettingsTests
{
    private const string Bus = "Endpoint=sb://bank.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=c2VjcmV0LTQ3MTE=";
    private const string Account = "DefaultEndpointsProtocol=https;AccountName=bank;AccountKey=c2VjcmV0LTQ3MTE=;EndpointSuffix=core.windows.net";
    private const string Client = "11111111-2222-3333-4444-555555555555";

    [Theory]
    [InlineData("Kind=ServiceBus", "ConnectionString=" + Bus, "EntityName=folders")]
    [InlineData("Kind=servicebus", "ConnectionString=" + Bus + ";EntityPath=folders/eu")]
    [InlineData("Kind=ServiceBus", "ConnectionString=" + Bus + ";EntityPath=folders", "EntityName=Folders")]
    [InlineData("Kind=ServiceBus", "ConnectionString=Endpoint=sb://bank.servicebus.windows.net;SharedAccessSignature=SharedAccessSignature sr=a&sig=b&se=1&skn=c", "EntityName=folders")]
    [InlineData("Kind=ServiceBus", "FullyQualifiedNamespace=bank.servicebus.windows.net", "EntityName=folders", "MaxConcurrent=256")]
    [InlineData("Kind=EventHubs", "ConnectionString=" + Bus + ";EntityPath=folders")]
    [InlineData("Kind=EventHubs", "FullyQualifiedNamespace=bank.servicebus.windows.net", "EntityName=folders", "ClientId=" + Client, "MaxConcurrent=256")]
    [InlineData("Kind=EventGrid", "TopicEndpoint=https://bank.westeurope-1.eventgrid.azure.net/api/events", "AccessKey=secret-4711", "MaxConcurrent=256")]
    [InlineData("Kind=EventGrid", "TopicEndpoint=https://bank.westeurope-1.eventgrid.azure.net/api/events", "ClientId=" + Client)]
    [InlineData("Kind=StorageQueue", "ConnectionString=" + Account, "EntityName=oz-folders")]
    [InlineData("Kind=StorageQueue", "QueueServiceUri=https://bank.queue.core.windows.net", "EntityName=oz-folders", "MaxConcurrent=256")]
    [InlineData("Kind=Webhook", "Url=https://bank.example/hooks", "Secrets:0=" + Endpoints.Secret, "Format=CloudEvents", "MaxConcurrent=256")]
    public void CompleteSettings_OfEachKind_AreAccepted(params string[] settings) => Assert.Null(With(settings));

    [Theory]
    [InlineData(" is of kind ServiceBus: set ConnectionString, or FullyQualifiedNamespace to use an identity.", "Kind=ServiceBus", "EntityName=folders")]
    [InlineData(" is of kind ServiceBus: set EntityName to the name of a queue or topic.", "Kind=ServiceBus", "ConnectionString=" + Bus)]
    [InlineData(" has both ConnectionString and FullyQualifiedNamespace: set only one of the two.", "Kind=EventHubs", "ConnectionString=" + Bus, "FullyQualifiedNamespace=bank.servicebus.windows.net", "EntityName=folders")]
    [InlineData(":ConnectionString is not a connection string of ServiceBus, for example Endpoint=sb://...;SharedAccessKeyName=...;SharedAccessKey=....", "Kind=ServiceBus", "ConnectionString=" + Account, "EntityName=folders")]
    [InlineData(":ConnectionString is not a connection string of EventHubs, for example Endpoint=sb://...;SharedAccessKeyName=...;SharedAccessKey=....", "Kind=EventHubs", "ConnectionString=Endpoint=sb://bank.servicebus.windows.net/;SharedAccessKeyName=send", "EntityName=folders")]
    [InlineData(":ConnectionString is not a connection string of ServiceBus, for example Endpoint=sb://...;SharedAccessKeyName=...;SharedAccessKey=....", "Kind=ServiceBus", "ConnectionString=" + Bus + ";SharedAccessSignature=SharedAccessSignature sr=a&sig=c2VjcmV0&se=1&skn=c", "EntityName=folders")]
    [InlineData(":ConnectionString is not a connection string of EventHubs, for example Endpoint=sb://...;SharedAccessKeyName=...;SharedAccessKey=....", "Kind=EventHubs", "ConnectionString=Endpoint=sb://bank.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessSignature=SharedAccessSignature sr=a&sig=c2VjcmV0&se=1&skn=c", "EntityName=folders")]
    [InlineData(":ConnectionString is for an emulator, which does not use TLS: add the endpoint's network to Notifications:AllowedNetworks.", "Kind=ServiceBus", "ConnectionString=" + Bus + ";UseDevelopmentEmulator=true", "EntityName=folders")]
    [InlineData(":EntityName is not the EntityPath of ConnectionString: use a connection string for this entity or for the namespace.", "Kind=ServiceBus", "ConnectionString=" + Bus + ";EntityPath=folders", "EntityName=orders")]
    [InlineData(":EntityName is not the name of a queue or topic.", "Kind=ServiceBus", "ConnectionString=" + Bus, "EntityName=a?b")]
    [InlineData(":FullyQualifiedNamespace is not the host name of a namespace, without scheme, port and path, for example bank.servicebus.windows.net.", "Kind=ServiceBus", "FullyQualifiedNamespace=sb://bank.servicebus.windows.net", "EntityName=folders")]
    [InlineData(":ClientId is not the client id of an identity, for example 11111111-2222-3333-4444-555555555555.", "Kind=ServiceBus", "FullyQualifiedNamespace=bank.servicebus.windows.net", "EntityName=folders", "ClientId=bank")]
    [InlineData(":ClientId is set together with ConnectionString, which holds a key: set only one of the two.", "Kind=ServiceBus", "ConnectionString=" + Bus, "EntityName=folders", "ClientId=" + Client)]
    [InlineData(" is of kind EventGrid: set TopicEndpoint, and AccessKey unless an identity is used.", "Kind=EventGrid", "AccessKey=secret-4711")]
    [InlineData(":TopicEndpoint is not an absolute https URL without query, for example https://bank.westeurope-1.eventgrid.azure.net/api/events.", "Kind=EventGrid", "TopicEndpoint=http://bank.example/api/events", "AccessKey=secret-4711")]
    [InlineData(":ClientId is set together with AccessKey, which holds a key: set only one of the two.", "Kind=EventGrid", "TopicEndpoint=https://bank.example/api/events", "AccessKey=secret-4711", "ClientId=" + Client)]
    [InlineData(" is of kind StorageQueue: set ConnectionString, or QueueServiceUri to use an identity.", "Kind=StorageQueue", "EntityName=oz-folders")]
    [InlineData(":ConnectionString is not a connection string of a storage account.", "Kind=StorageQueue", "ConnectionString=" + Bus, "EntityName=oz-folders")]
    [InlineData(":ConnectionString has an http endpoint: use https, or add the endpoint's network to Notifications:AllowedNetworks.", "Kind=StorageQueue", "ConnectionString=UseDevelopmentStorage=true", "EntityName=oz-folders")]
    [InlineData(":EntityName is the name of a queue of OzFunctions: use another name.", "Kind=StorageQueue", "ConnectionString=" + Account, "EntityName=oz-refresh-poison")]
    [InlineData(":EntityName is not the name of a queue (3 to 63 characters of a-z, 0-9 and '-').", "Kind=StorageQueue", "ConnectionString=" + Account, "EntityName=Oz_Folders")]
    [InlineData(":QueueServiceUri is not an absolute https URL without query, for example https://bank.queue.core.windows.net.", "Kind=StorageQueue", "QueueServiceUri=https://bank.queue.core.windows.net?sig=secret-4711", "EntityName=oz-folders")]
    [InlineData(":Url is set, but does not apply to endpoints of kind ServiceBus, which have ConnectionString, FullyQualifiedNamespace, EntityName, ClientId.", "Kind=ServiceBus", "ConnectionString=" + Bus, "EntityName=folders", "Url=https://bank.example")]
    [InlineData(":Secrets is set, but does not apply to endpoints of kind StorageQueue, which have ConnectionString, QueueServiceUri, EntityName, ClientId.", "Kind=StorageQueue", "ConnectionString=" + Account, "EntityName=oz-folders", "Secrets:0=" + Endpoints.Secret)]
    [InlineData(":Format is set, but does not apply to endpoints of kind EventGrid, which have TopicEndpoint, AccessKey, ClientId.", "Kind=EventGrid", "TopicEndpoint=https://bank.example/api/events", "Format=CloudEvents")]
    [InlineData(":AccessKey is set, but does not apply to endpoints of kind Webhook, which have Url, Secrets, Format, ClientCertificate, ClientCertificatePassword.", "Url=https://bank.example", "Secrets:0=" + Endpoints.Secret, "AccessKey=secret-4711")]
    [InlineData(":Kind is not one of Webhook, ServiceBus, EventGrid, EventHubs, StorageQueue.", "Kind=Kafka", "Url=https://bank.example")]
    [InlineData(":Kind is not one of Webhook, ServiceBus, EventGrid, EventHubs, StorageQueue.", "Kind=1", "Url=https://bank.example")]
    [InlineData(":Format is not one of StandardWebhooks, CloudEvents.", "Format=Avro", "Url=https://bank.example")]
    public void WrongSettings_AreRefusedByNameAndNotShown(string sentence, params string[] settings)
    {
        var problem = With(settings);

        Assert.Equal($"Notifications:Endpoints:0{sentence}", problem);
        Assert.DoesNotContain("4711", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Emulators_AreAcceptedWithinAllowedNetworks()
    {
        Assert.Null(With("Kind=ServiceBus", "ConnectionString=" + Bus + ";UseDevelopmentEmulator=true", "EntityName=folders", "../../AllowedNetworks:0=127.0.0.0/8"));
        Assert.Null(With("Kind=StorageQueue", "ConnectionString=UseDevelopmentStorage=true", "EntityName=oz-folders", "../../AllowedNetworks:0=127.0.0.0/8"));
    }

    private static string? With(params string[] settings) => StartOf.With(isDevelopment: false, [
        ("Notifications:Endpoints:0:Name", "bank"),
        .. settings.Select(static setting => setting.Split('=', 2)).Select(static parts =>
            (parts[0].StartsWith("../../", StringComparison.Ordinal) ? $"Notifications:{parts[0]["../../".Length..]}" : $"Notifications:Endpoints:0:{parts[0]}", (string?)parts[1])),
    ]);
}
