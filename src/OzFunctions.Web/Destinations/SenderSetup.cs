using Microsoft.Extensions.DependencyInjection;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Registers a sender for each kind of endpoint.</summary>
internal static class SenderSetup
{
    /// <summary>Adds the senders. A sender is created, and its SDK loaded, when an endpoint of its kind is first notified.</summary>
    public static void AddSenders(this IServiceCollection services)
    {
        services.AddSingleton<INotificationSender>(static provider => new NotificationRouter(kind => provider.GetRequiredKeyedService<INotificationSender>(kind)));
        services.AddSingleton<AmqpAddresses>();
        services.AddKeyedSingleton<INotificationSender, WebhookSender>(EndpointKind.Webhook);
        services.AddKeyedSingleton<INotificationSender, ServiceBusNotifications>(EndpointKind.ServiceBus);
        services.AddKeyedSingleton<INotificationSender, EventGridNotifications>(EndpointKind.EventGrid);
        services.AddKeyedSingleton<INotificationSender, EventHubsNotifications>(EndpointKind.EventHubs);
        services.AddKeyedSingleton<INotificationSender, StorageQueueNotifications>(EndpointKind.StorageQueue);
    }
}
