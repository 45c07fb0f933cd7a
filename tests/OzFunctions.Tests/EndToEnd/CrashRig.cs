using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Webhooks;
using OzFunctions.Core.Work;
using OzFunctions.Server.Work;
using OzFunctions.Storage.Folders;
using OzFunctions.Storage.Notifications;
using OzFunctions.Storage.Queues;
using OzFunctions.Storage.Reconciliation;
using OzFunctions.Storage.Runs;
using OzFunctions.Tests.Storage.Fakes;
using OzFunctions.Web.Work;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>The processor of one process, on storage of its own, with the very consumer that the server runs.</summary>
internal sealed class CrashRig : IAsyncDisposable
{
    private readonly WorkConsumer _consumer;

    public CrashRig(string connectionString, string name, CrashPolicy crash, NotificationSettings settings, INotificationSender sender, TimeProvider clock)
    {
        var tableOptions = WithCrash(new TableClientOptions(), crash);
        var queueOptions = WithCrash(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }, crash);
        TableClient Table(string table) => new(connectionString, $"{name}{table}", tableOptions);
        QueueClient Queue(string queue) => new(connectionString, $"{name}-{queue}", queueOptions);

        Deliveries = new DeliveryStore(Table("folders"), Table("parked"));
        Store = new FolderStore(Table("folders"), Guid.NewGuid);
        WorkQueue = new WorkQueue(Queue("work"), Queue("poison"), TimeSpan.FromSeconds(1));
        Ingest = new WebhookIngest(Store, WorkQueue, settings, clock, static () => 0.5);

        var monitor = new EndpointMonitor(new EndpointHealthStore(Table("endpoints")), clock);
        var endpoints = new EndpointSwitch(settings, monitor, Deliveries, WorkQueue, clock);
        var schedule = new RetrySchedule([TimeSpan.FromSeconds(1)], static () => 0.5);
        var oz = new FakeOz { IsConfigured = false };
        var delivery = new NotificationDelivery(settings, Deliveries, WorkQueue, sender, schedule, monitor, endpoints, new EndpointGates(clock), clock, static () => 0.5);
        var processor = new WorkProcessor(
            WorkQueue,
            new ChangeFollowUp(Store, new FolderIndex(Table("index"), Table("aliases")), new FolderChecks(Table("open")), delivery, oz, WorkQueue, clock),
            delivery,
            new FolderRefresh(oz, Ingest, WorkQueue, clock, static () => 0.5),
            new RunSteps(new RunStore(Table("runs")), WorkQueue, new ReplayStep(settings, Deliveries, monitor, WorkQueue), clock),
            static () => 0.5);
        _consumer = new WorkConsumer(WorkQueue, new WorkEntry(processor, NullLogger<WorkEntry>.Instance), NullLogger<WorkConsumer>.Instance);
    }

    public WebhookIngest Ingest { get; }

    public FolderStore Store { get; }

    public DeliveryStore Deliveries { get; }

    public WorkQueue WorkQueue { get; }

    public Task StartAsync() => _consumer.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _consumer.StopAsync(CancellationToken.None);
        _consumer.Dispose();
    }

    private static T WithCrash<T>(T options, CrashPolicy crash)
        where T : ClientOptions
    {
        options.AddPolicy(crash, HttpPipelinePosition.PerRetry);
        return options;
    }
}
