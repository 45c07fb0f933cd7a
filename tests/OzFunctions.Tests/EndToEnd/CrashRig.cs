using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Webhooks;
using OzFunctions.Server.Work;
using OzFunctions.Storage.Queues;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;
using OzFunctions.Web.Work;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>The processor of one process, on storage of its own, with the very consumer that the server runs.</summary>
internal sealed class CrashRig : IAsyncDisposable
{
    // Longer than work takes on an emulator that is slow: what comes again while it is under way is put back twice, and an emulator that is slow by its load would get ever more of it.
    private static readonly TimeSpan VisibilityTimeout = TimeSpan.FromSeconds(5);

    private readonly ServiceProvider _processor;
    private readonly WorkConsumer _consumer;

    public CrashRig(string connectionString, string name, CrashPolicy crash, NotificationSettings settings, INotificationSender sender, TimeProvider clock)
    {
        var tableOptions = WithCrash(new TableClientOptions(), crash);
        var queueOptions = WithCrash(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }, crash);
        TableClient Table(string table) => new(connectionString, $"{name}{table}", tableOptions);
        QueueClient Queue(string queue) => new(connectionString, $"{name}-{queue}", queueOptions);

        WorkQueue = new WorkQueue(Queue("work"), Queue("poison"), VisibilityTimeout);
        var schedule = new RetrySchedule([TimeSpan.FromSeconds(1)], static () => 0.5);
        _processor = Processor.On(Table, WorkQueue, settings, sender, schedule, new FakeOz { IsConfigured = false }, new ReconciliationSettings(), clock, static () => 0.5);
        Ingest = _processor.GetRequiredService<WebhookIngest>();
        Store = _processor.GetRequiredService<IFolderStore>();
        Deliveries = _processor.GetRequiredService<IDeliveryStore>();
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        lifetime.NotifyStarted();
        _consumer = new WorkConsumer(WorkQueue, _processor.GetRequiredService<WorkEntry>(), lifetime, clock, NullLogger<WorkConsumer>.Instance);
    }

    public WebhookIngest Ingest { get; }

    public IFolderStore Store { get; }

    public IDeliveryStore Deliveries { get; }

    public WorkQueue WorkQueue { get; }

    public Task StartAsync() => _consumer.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _consumer.StopAsync(CancellationToken.None);
        _consumer.Dispose();
        await _processor.DisposeAsync();
    }

    private static T WithCrash<T>(T options, CrashPolicy crash)
        where T : ClientOptions
    {
        options.AddPolicy(crash, HttpPipelinePosition.PerRetry);
        return options;
    }
}
