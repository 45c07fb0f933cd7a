using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Settings;

/// <summary>Each kind of endpoint says what it needs, and refuses what it does not have.</summary>
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
    [InlineData("Kind=ServiceBus", "FullyQualifiedNamespace=bank.servicebus.windows.net", "EntityName=folders")]
    [InlineData("Kind=EventHubs", "ConnectionString=" + Bus + ";EntityPath=folders")]
    [InlineData("Kind=EventHubs", "FullyQualifiedNamespace=bank.servicebus.windows.net", "EntityName=folders", "ClientId=" + Client)]
    [InlineData("Kind=EventGrid", "TopicEndpoint=https://bank.westeurope-1.eventgrid.azure.net/api/events", "AccessKey=secret-4711")]
    [InlineData("Kind=EventGrid", "TopicEndpoint=https://bank.westeurope-1.eventgrid.azure.net/api/events", "ClientId=" + Client)]
    [InlineData("Kind=StorageQueue", "ConnectionString=" + Account, "EntityName=oz-folders")]
    [InlineData("Kind=StorageQueue", "QueueServiceUri=https://bank.queue.core.windows.net", "EntityName=oz-folders")]
    [InlineData("Kind=Webhook", "Url=https://bank.example/hooks", "Secrets:0=" + Endpoints.Secret, "Format=CloudEvents")]
    public void WholeSettings_OfEachKind_AreTaken(params string[] settings) => Assert.Null(With(settings));

    [Theory]
    [InlineData(" is of the kind ServiceBus: set ConnectionString, or FullyQualifiedNamespace for an identity.", "Kind=ServiceBus", "EntityName=folders")]
    [InlineData(" is of the kind ServiceBus: set EntityName to the name of a queue or topic.", "Kind=ServiceBus", "ConnectionString=" + Bus)]
    [InlineData(" has both ConnectionString and FullyQualifiedNamespace: set one of the two.", "Kind=EventHubs", "ConnectionString=" + Bus, "FullyQualifiedNamespace=bank.servicebus.windows.net", "EntityName=folders")]
    [InlineData(":ConnectionString is not one of ServiceBus, as Endpoint=sb://...;SharedAccessKeyName=...;SharedAccessKey=... is.", "Kind=ServiceBus", "ConnectionString=" + Account, "EntityName=folders")]
    [InlineData(":ConnectionString is not one of EventHubs, as Endpoint=sb://...;SharedAccessKeyName=...;SharedAccessKey=... is.", "Kind=EventHubs", "ConnectionString=Endpoint=sb://bank.servicebus.windows.net/;SharedAccessKeyName=send", "EntityName=folders")]
    [InlineData(":ConnectionString is of an emulator, which is reached without TLS: name the endpoint's network in Notifications:AllowedNetworks.", "Kind=ServiceBus", "ConnectionString=" + Bus + ";UseDevelopmentEmulator=true", "EntityName=folders")]
    [InlineData(":EntityName is 'orders', and ConnectionString has another EntityPath: set the connection string of that one, or of the namespace.", "Kind=ServiceBus", "ConnectionString=" + Bus + ";EntityPath=folders", "EntityName=orders")]
    [InlineData(":EntityName is not the name of a queue or topic.", "Kind=ServiceBus", "ConnectionString=" + Bus, "EntityName=a?b")]
    [InlineData(":FullyQualifiedNamespace is not the host name of a namespace, as bank.servicebus.windows.net is, without scheme, port and path.", "Kind=ServiceBus", "FullyQualifiedNamespace=sb://bank.servicebus.windows.net", "EntityName=folders")]
    [InlineData(":ClientId is not the client id of an identity, as 11111111-2222-3333-4444-555555555555 is.", "Kind=ServiceBus", "FullyQualifiedNamespace=bank.servicebus.windows.net", "EntityName=folders", "ClientId=bank")]
    [InlineData(":ClientId names an identity, and ConnectionString holds a key: set one of the two.", "Kind=ServiceBus", "ConnectionString=" + Bus, "EntityName=folders", "ClientId=" + Client)]
    [InlineData(" is of the kind EventGrid: set TopicEndpoint, and AccessKey or an identity.", "Kind=EventGrid", "AccessKey=secret-4711")]
    [InlineData(":TopicEndpoint is not an absolute https address without query, as https://bank.westeurope-1.eventgrid.azure.net/api/events is.", "Kind=EventGrid", "TopicEndpoint=http://bank.example/api/events", "AccessKey=secret-4711")]
    [InlineData(":ClientId names an identity, and AccessKey holds a key: set one of the two.", "Kind=EventGrid", "TopicEndpoint=https://bank.example/api/events", "AccessKey=secret-4711", "ClientId=" + Client)]
    [InlineData(" is of the kind StorageQueue: set ConnectionString, or QueueServiceUri for an identity.", "Kind=StorageQueue", "EntityName=oz-folders")]
    [InlineData(":ConnectionString is not one of a storage account.", "Kind=StorageQueue", "ConnectionString=" + Bus, "EntityName=oz-folders")]
    [InlineData(":ConnectionString has an http endpoint: use https, or name the endpoint's network in Notifications:AllowedNetworks.", "Kind=StorageQueue", "ConnectionString=UseDevelopmentStorage=true", "EntityName=oz-folders")]
    [InlineData(":EntityName is not the name of a queue, which is 3 to 63 of a-z, 0-9 and '-'.", "Kind=StorageQueue", "ConnectionString=" + Account, "EntityName=Oz_Folders")]
    [InlineData(":QueueServiceUri is not an absolute https address without query, as https://bank.queue.core.windows.net is.", "Kind=StorageQueue", "QueueServiceUri=https://bank.queue.core.windows.net?sig=secret-4711", "EntityName=oz-folders")]
    [InlineData(":Url is set, and an endpoint of the kind ServiceBus does not have it: that kind has ConnectionString, FullyQualifiedNamespace, EntityName, ClientId.", "Kind=ServiceBus", "ConnectionString=" + Bus, "EntityName=folders", "Url=https://bank.example")]
    [InlineData(":Secrets is set, and an endpoint of the kind StorageQueue does not have it: that kind has ConnectionString, QueueServiceUri, EntityName, ClientId.", "Kind=StorageQueue", "ConnectionString=" + Account, "EntityName=oz-folders", "Secrets:0=" + Endpoints.Secret)]
    [InlineData(":Format is set, and an endpoint of the kind EventGrid does not have it: that kind has TopicEndpoint, AccessKey, ClientId.", "Kind=EventGrid", "TopicEndpoint=https://bank.example/api/events", "Format=CloudEvents")]
    [InlineData(":AccessKey is set, and an endpoint of the kind Webhook does not have it: that kind has Url, Secrets, Format, ClientCertificate, ClientCertificatePassword.", "Url=https://bank.example", "Secrets:0=" + Endpoints.Secret, "AccessKey=secret-4711")]
    [InlineData(":Kind is not one of the words Webhook, ServiceBus, EventGrid, EventHubs, StorageQueue.", "Kind=Kafka", "Url=https://bank.example")]
    [InlineData(":Kind is not one of the words Webhook, ServiceBus, EventGrid, EventHubs, StorageQueue.", "Kind=1", "Url=https://bank.example")]
    [InlineData(":Format is not one of the words StandardWebhooks, CloudEvents.", "Format=Avro", "Url=https://bank.example")]
    public void WrongSettings_AreRefusedByNameAndNotShown(string sentence, params string[] settings)
    {
        var problem = With(settings);

        Assert.Equal($"Notifications:Endpoints:0{sentence}", problem);
        Assert.DoesNotContain("4711", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Emulators_AreTakenWithinNetworksThatAreNamed()
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
