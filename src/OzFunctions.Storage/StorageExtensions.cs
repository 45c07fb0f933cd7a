using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Health;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Oz;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Removal;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Webhooks;
using OzFunctions.Core.Work;
using OzFunctions.Storage.Folders;
using OzFunctions.Storage.Notifications;
using OzFunctions.Storage.Oz;
using OzFunctions.Storage.Queues;
using OzFunctions.Storage.Reconciliation;
using OzFunctions.Storage.Removal;
using OzFunctions.Storage.Runs;
using OzFunctions.Storage.Tables;
using OzFunctions.Storage.Webhooks;

namespace OzFunctions.Storage;

/// <summary>Registers the Azure Storage implementations of Core's ports.</summary>
public static class StorageExtensions
{
    /// <summary>The setting of the storage account, as on Azure Functions: a connection string, or a section with service URIs.</summary>
    public const string AccountSetting = "AzureWebJobsStorage";

    // Longer than nearly all work takes, and short enough that messages of a killed process soon become visible again. Longer work renews its message.
    internal static readonly TimeSpan VisibilityTimeout = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Adds the storage services. Where the settings name no storage account, or are malformed, resolving one throws <see cref="OptionsValidationException"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The settings.</param>
    /// <param name="isDevelopment">Whether the account may be reached over http, also on another machine.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddOzStorage(this IServiceCollection services, IConfiguration configuration, bool isDevelopment)
    {
        var account = new StorageAccount(configuration.GetSection(AccountSetting), isDevelopment);

        // Loading the SDKs and the serializer takes long, so it is done beside the rest of the start.
        var tables = Task.Run(account.Tables);
        var queues = Task.Run(account.Queues);
        _ = Task.Run(FolderSnapshotContext.Prepare);
        services.TryAddSingleton(_ => tables.GetAwaiter().GetResult());
        services.TryAddSingleton(_ => queues.GetAwaiter().GetResult());

        services.TryAddSingleton<IFolderStore>(static provider => new FolderStore(Table(provider, TableNames.Folders), Guid.NewGuid));
        services.TryAddSingleton<IFolderIndex>(static provider => new FolderIndex(Table(provider, TableNames.Index), Table(provider, TableNames.Aliases), Time(provider)));
        services.TryAddSingleton<IFolderAliases>(static provider => new FolderAliases(Table(provider, TableNames.Aliases), Time(provider)));
        services.TryAddSingleton<IFolderRemoval>(static provider => new FolderRemoval(name => Table(provider, name), Time(provider)));
        services.TryAddSingleton<IExpiredFolders>(static provider => new ExpiredFolderStore(name => Table(provider, name), Time(provider)));
        services.TryAddSingleton<IStorageClock>(static provider => new StorageClock(Table(provider, TableNames.Runs)));
        services.TryAddSingleton<IExpiredRecords>(static provider => new ExpiredRecords(name => Table(provider, name)));
        services.TryAddSingleton<IHourCounts>(static provider => new HourCountStore(Table(provider, TableNames.Index)));
        services.TryAddSingleton<IFolderChecks>(static provider => new FolderChecks(Table(provider, TableNames.Open), Time(provider)));
        services.TryAddSingleton<IOpenFolders>(static provider => new OpenFolders(Table(provider, TableNames.Open)));
        services.TryAddSingleton<IRunLedger>(static provider => new RunLedgerStore(Table(provider, TableNames.Runs)));
        services.TryAddSingleton<ISpanLedger>(static provider => new SpanLedgerStore(Table(provider, TableNames.Runs)));
        services.TryAddSingleton<IDryRunStore>(static provider => new DryRunStore(Table(provider, TableNames.Runs)));
        services.TryAddSingleton<IDeliveryStore>(static provider => new DeliveryStore(Table(provider, TableNames.Folders), Table(provider, TableNames.Parked)));
        services.TryAddSingleton<IEndpointHealthStore>(static provider => new EndpointHealthStore(Table(provider, TableNames.Endpoints)));
        services.TryAddSingleton<IOzConditionStore>(static provider => new OzConditionStore(Table(provider, TableNames.Endpoints)));
        services.TryAddSingleton<IRejectionLog>(static provider => new RejectionLog(Table(provider, TableNames.Rejected)));
        services.TryAddSingleton<IRunStore>(static provider => new RunStore(Table(provider, TableNames.Runs)));

        services.TryAddSingleton(static provider => new WorkQueues(name => Queue(provider, name), VisibilityTimeout));
        services.TryAddSingleton<IWorkQueue>(static provider => provider.GetRequiredService<WorkQueues>());
        services.TryAddSingleton(static provider => provider.GetRequiredService<WorkQueues>().Sources);

        services.TryAddSingleton<IStorageHealth>(static provider => new StorageHealth(new LazyTable(Table(provider, TableNames.Folders)), new LazyQueue(Queue(provider, QueueNames.Changes))));
        return services;
    }

    private static TableClient Table(IServiceProvider provider, string name) =>
        provider.GetRequiredService<TableServiceClient>().GetTableClient(name);

    private static TimeProvider Time(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    private static QueueClient Queue(IServiceProvider provider, string name) =>
        provider.GetRequiredService<QueueServiceClient>().GetQueueClient(name);
}
