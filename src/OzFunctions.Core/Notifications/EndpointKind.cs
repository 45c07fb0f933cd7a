namespace OzFunctions.Core.Notifications;

/// <summary>What an endpoint is, and so how it is told.</summary>
public enum EndpointKind
{
    /// <summary>An HTTP server that is posted to, as Standard Webhooks has it.</summary>
    Webhook,

    /// <summary>A queue or topic of Azure Service Bus.</summary>
    ServiceBus,

    /// <summary>A custom topic of Azure Event Grid with the schema of CloudEvents.</summary>
    EventGrid,

    /// <summary>An event hub of Azure Event Hubs.</summary>
    EventHubs,

    /// <summary>A queue of an Azure storage account.</summary>
    StorageQueue,
}
