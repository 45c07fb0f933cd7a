using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Folders;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Removal;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Telemetry;
using OzFunctions.Core.Webhooks;
using OzFunctions.Core.Work;
using OzFunctions.Web.Connections;
using OzFunctions.Web.Destinations;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Health;
using OzFunctions.Web.Http;
using OzFunctions.Web.Keys;
using OzFunctions.Web.Notifications;
using OzFunctions.Web.OpenApi;
using OzFunctions.Web.Oz;
using OzFunctions.Web.Parameters;
using OzFunctions.Web.Reconciliation;
using OzFunctions.Web.Removal;
using OzFunctions.Web.Runs;
using OzFunctions.Web.Settings;
using OzFunctions.Web.Stats;
using OzFunctions.Web.Webhooks;
using OzFunctions.Web.Work;

namespace OzFunctions.Web;

/// <summary>Registers the handlers that both heads serve, and what they need of Core.</summary>
public static class WebExtensions
{
    /// <summary>Adds the handlers. The storage behind Core's ports is added apart.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddOzWeb(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddRandomness();
        services.AddMetrics();
        services.AddSingleton<OzMetrics>();
        services.AddSingleton<ErrorBoundary>();
        services.AddSingleton<RequestCheck>();
        services.AddSingleton<RequestHandler>();
        services.AddSingleton<Warnings>();
        services.AddSingleton<HealthEndpoints>();
        services.AddSingleton<ContractEndpoints>();
        services.AddSection<KeyOptions>(KeyOptions.Section);
        services.AddSingleton<IValidateOptions<KeyOptions>, ValidateAdminKeys>();
        services.AddSingleton<IValidateOptions<KeyOptions>, ValidateSecretReferences>();
        services.AddSingleton<RefusedKeys>();
        services.AddSingleton<AdminGuard>();
        services.AddHostedService<SettingsWarnings>();
        services.AddSingleton(static provider => new NameResolver(Dns.GetHostAddresses, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<OutboundConnections>();
        return services.AddFolders().AddWebhooks().AddOz().AddReconciliation().AddRemoval().AddNotifications().AddWork();
    }

    /// <summary>Adds options that are bound to a section, which is checked before, and are validated when the host starts.</summary>
    internal static void AddSection<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        // Before the binding: what configures options runs in the order of its registration.
        services.AddSingleton<IConfigureOptions<TOptions>>(provider => new SectionCheck<TOptions>(
            section, provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>()));
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
    }

    [SuppressMessage("ApiDesign", "RS0030", Justification = "The one place where randomness enters; everything below takes it as a parameter.")]
    private static void AddRandomness(this IServiceCollection services)
    {
        services.TryAddSingleton<Func<double>>(static () => Random.Shared.NextDouble());
        services.TryAddSingleton<Func<Guid>>(static () => Guid.NewGuid());
    }

    private static IServiceCollection AddFolders(this IServiceCollection services)
    {
        services.AddSection<FolderOptions>(FolderOptions.Section);
        services.AddSingleton<IValidateOptions<FolderOptions>, ValidateFolderOptions>();
        services.AddSingleton<FolderEndpoints>();
        services.AddSingleton<FolderListEndpoints>();
        services.AddSingleton<OpenFolderEndpoints>();
        services.AddSingleton<StatsEndpoints>();
        services.AddSingleton<MetadataSearch>();
        services.AddSingleton<FolderStats>();
        services.AddSingleton<FolderWriter>();
        services.AddSingleton<FolderLists>();
        return services;
    }

    private static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddSection<WebhookOptions>(WebhookOptions.Section);
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookRangeValidator>();
        services.AddSingleton<IValidateOptions<WebhookOptions>, ValidateWebhookMode>();
        services.AddSingleton<WebhookIngest>();
        services.AddSingleton<WebhookVerification>();
        services.AddSingleton<RejectionRecorder>();
        services.AddHostedService(static provider => provider.GetRequiredService<RejectionRecorder>());
        services.AddSingleton<WebhookEndpoints>();
        services.AddSingleton<RejectedWebhookEndpoints>();
        services.AddSingleton<MeasuredWebhooks>();
        return services;
    }

    private static IServiceCollection AddRemoval(this IServiceCollection services)
    {
        services.AddSection<RetentionOptions>(RetentionOptions.Section);
        services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionRangeValidator>();
        services.AddSingleton<FolderEraser>();
        services.AddSingleton<FolderTraces>();
        services.AddSingleton<EraseStep>();
        services.AddSingleton<ClockCheck>();
        services.AddSingleton<FolderExpiry>();
        services.AddSingleton<RecordExpiry>();
        services.AddSingleton<RetentionStep>();
        services.AddSingleton<RetentionStarter>();
        services.AddSingleton<RetentionEndpoints>();
        services.AddSingleton<RetentionSchedule>();
        return services;
    }

    private static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddSection<NotificationOptions>(NotificationOptions.Section);
        services.AddSingleton<IValidateOptions<NotificationOptions>, ValidateNotificationOptions>();
        services.AddSingleton(static provider => NotificationSetup.Settings(provider.GetRequiredService<IOptions<NotificationOptions>>()));
        services.AddSingleton(static provider => NotificationSetup.Schedule(
            provider.GetRequiredService<IOptions<NotificationOptions>>(), provider.GetRequiredService<Func<double>>()));

        services.AddSingleton<EndpointHandlers>();
        services.AddSingleton<EndpointClients>();
        services.AddHostedService<CertificateWarnings>();
        services.AddSingleton<AmqpAddresses>();

        // A sender is created, and its SDK loaded, when an endpoint of its kind is first notified.
        services.AddSingleton<INotificationSender>(static provider => new NotificationRouter(kind => provider.GetRequiredKeyedService<INotificationSender>(kind)));
        services.AddKeyedSingleton<INotificationSender, WebhookSender>(EndpointKind.Webhook);
        services.AddKeyedSingleton<INotificationSender, ServiceBusNotifications>(EndpointKind.ServiceBus);
        services.AddKeyedSingleton<INotificationSender, EventGridNotifications>(EndpointKind.EventGrid);
        services.AddKeyedSingleton<INotificationSender, EventHubsNotifications>(EndpointKind.EventHubs);
        services.AddKeyedSingleton<INotificationSender, StorageQueueNotifications>(EndpointKind.StorageQueue);

        services.AddSingleton<EndpointLimits>();
        services.AddSingleton<EndpointMonitor>();
        services.AddSingleton<EndpointSwitch>();
        services.AddSingleton<EndpointProbes>();
        services.AddSingleton<EndpointReleases>();
        services.AddSingleton<EndpointMaintenance>();
        services.AddSingleton<ReleaseStep>();
        services.AddSingleton<EndpointTest>();
        services.AddSingleton<ParkedDeliveries>();
        services.AddSingleton<DeliveryMoves>();
        services.AddSingleton<NewDeliveries>();
        services.AddSingleton<WaitingDeliveries>();
        services.AddSingleton<DueDeliveries>();
        services.AddSingleton<DeliveryAttempts>();
        services.AddSingleton<DeliveryOutcomes>();
        services.AddSingleton<NotificationDelivery>();
        services.AddSingleton<DeliveryOverview>();
        services.AddSingleton<ReplayStep>();
        services.AddSingleton<EnableStep>();
        services.AddSingleton<DeliveryEndpoints>();
        services.AddSingleton<EndpointEndpoints>();
        return services;
    }

    private static IServiceCollection AddWork(this IServiceCollection services)
    {
        services.AddSingleton<RunStarter>();
        services.AddSingleton<ExclusiveRuns>();
        services.AddSingleton<RunDispatch>();
        services.AddSingleton<RunSteps>();
        services.AddSingleton<RunEndpoints>();
        services.AddSingleton<LocalChanges>();
        services.AddSingleton<FolderListWriter>();
        services.AddSingleton<FirstAttempts>();
        services.AddSingleton<ChangeFollowUp>();
        services.AddSingleton<WorkProcessor>();
        services.AddSingleton<WorkHandler>();
        services.AddSingleton<HostMessages>();
        services.AddHostedService<FollowUpService>();
        services.AddSingleton<PoisonEndpoints>();
        return services;
    }
}
