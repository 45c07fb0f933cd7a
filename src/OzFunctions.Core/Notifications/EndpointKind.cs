namespace OzFunctions.Core.Notifications;

/// <summary>The kind of an endpoint, which decides how it is notified.</summary>
public enum EndpointKind
{
    /// <summary>An HTTP server that receives POST requests according to Standard Webhooks.</summary>
    Webhook,

    /// <summary>A queue or topic of Azure Service Bus.</summary>
    ServiceBus,

    /// <summary>A custom topic of Azure Event Grid with the CloudEvents schema.</summary>
    EventGrid,

    /// <summary>An event hub of Azure Event Hubs.</summary>
    EventHubs,

    /// <summary>A queue of an Azure storage account.</summary>
    StorageQueue,
}
