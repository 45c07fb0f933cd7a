using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Folders;
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
using OzFunctions.Storage.Reconciliation;
using OzFunctions.Storage.Removal;
using OzFunctions.Storage.Runs;
using OzFunctions.Storage.Tables;
using OzFunctions.Storage.Webhooks;
using OzFunctions.Web;

namespace OzFunctions.Tests.Builders;

/// <summary>Creates the processor as in production, but with tables, a queue and external systems that a test chooses.</summary>
internal static class Processor
{
    public static ServiceProvider On(
        Func<string, TableClient> table,
        IWorkQueue queue,
        NotificationSettings settings,
        INotificationSender sender,
        RetrySchedule schedule,
        IOzFolders? oz,
        ReconciliationSettings reconciliation,
        TimeProvider clock,
        Func<double> random,
        IReadOnlyDictionary<string, string?>? configuration = null,
        Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(configuration ?? new Dictionary<string, string?>()).Build());
        services.AddSingleton<IHostEnvironment>(new ProductionEnvironment());
        services.AddSingleton(clock);
        services.AddSingleton(random);
        services.AddOzWeb();

        services.AddSingleton(settings);
        services.AddSingleton(sender);
        services.AddSingleton(schedule);
        services.AddSingleton(reconciliation);
        if (oz is not null)
        {
            services.AddSingleton(oz);
        }

        services.AddSingleton(queue);
        services.AddSingleton<IFolderStore>(new FolderStore(table(TableNames.Folders), Guid.NewGuid));
        services.AddSingleton<IFolderIndex>(new FolderIndex(table(TableNames.Index), table(TableNames.Aliases), clock));
        services.AddSingleton<IFolderAliases>(new FolderAliases(table(TableNames.Aliases), clock));
        services.AddSingleton<IFolderRemoval>(new FolderRemoval(table, clock));
        services.AddSingleton<IExpiredFolders>(new ExpiredFolderStore(table, clock));
        services.AddSingleton<IStorageClock>(new StorageClock(table(TableNames.Runs)));
        services.AddSingleton<IExpiredRecords>(new ExpiredRecords(table));
        services.AddSingleton<IHourCounts>(_ => new HourCountStore(table(TableNames.Index)));
        services.AddSingleton<IFolderChecks>(new FolderChecks(table(TableNames.Open), clock));
        services.AddSingleton<IOpenFolders>(new OpenFolders(table(TableNames.Open)));
        services.AddSingleton<IDeliveryStore>(new DeliveryStore(table(TableNames.Folders), table(TableNames.Parked)));
        services.AddSingleton<IEndpointHealthStore>(new EndpointHealthStore(table(TableNames.Endpoints)));
        services.AddSingleton<IOzConditionStore>(new OzConditionStore(table(TableNames.Endpoints)));
        services.AddSingleton<IRunStore>(new RunStore(table(TableNames.Runs)));
        services.AddSingleton<IRunLedger>(new RunLedgerStore(table(TableNames.Runs)));
        services.AddSingleton<ISpanLedger>(new SpanLedgerStore(table(TableNames.Runs)));
        services.AddSingleton<IDryRunStore>(new DryRunStore(table(TableNames.Runs)));
        services.AddSingleton<IRejectionLog>(new RejectionLog(table(TableNames.Rejected)));
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }
}
