using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Folders;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Webhooks;
using OzFunctions.Server.Work;
using OzFunctions.Storage.Queues;
using OzFunctions.Storage.Tables;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;
using OzFunctions.Web.Work;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>The processor of one process with its own storage. It follows up its own changes, and consumes messages with the server's own consumer.</summary>
internal sealed class ProcessUnderTest : IAsyncDisposable
{
    // Longer than work takes on a slow emulator. A message that becomes visible while its work is in progress is put back twice, which
    // would load a slow emulator further.
    private static readonly TimeSpan VisibilityTimeout = TimeSpan.FromSeconds(5);

    private readonly ServiceProvider _processor;
    private readonly List<IHostedService> _services;

    public ProcessUnderTest(string account, HttpPipelinePolicy policy, NotificationSettings settings, INotificationSender sender, TimeProvider clock, bool consumes = true)
    {
        var tables = new LeanTableServiceClient(account, With(new TableClientOptions(), policy));
        var queueOptions = With(new QueueClientOptions(), policy);
        Queues = new WorkQueues(queue => new QueueClient(account, queue, queueOptions), VisibilityTimeout);
        var schedule = new RetrySchedule([.. Enumerable.Repeat(TimeSpan.FromSeconds(1), 4)], static () => 0.5);
        _processor = Processor.On(tables.GetTableClient, new ImpatientQueue(Queues), settings, sender, schedule, new FakeOz { IsConfigured = false }, new ReconciliationSettings(), clock, static () => 0.5);
        Ingest = _processor.GetRequiredService<WebhookIngest>();
        Store = _processor.GetRequiredService<IFolderStore>();
        Deliveries = _processor.GetRequiredService<IDeliveryStore>();
        Parked = _processor.GetRequiredService<ParkedDeliveries>();
        Monitor = _processor.GetRequiredService<EndpointMonitor>();
        Runs = _processor.GetRequiredService<IRunStore>();
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        lifetime.NotifyStarted();
        Own = _processor.GetRequiredService<LocalChanges>();
        var entry = _processor.GetRequiredService<WorkHandler>();
        _services =
        [
            new FollowUpService(Own, entry, clock, NullLogger<FollowUpService>.Instance),
            .. Queues.Sources.Where(_ => consumes).Select(source => new WorkConsumer(new ImpatientSource(source), maxAtOnce: 16, entry, lifetime, clock, NullLogger<WorkConsumer>.Instance)),
        ];
    }

    public WebhookIngest Ingest { get; }

    public LocalChanges Own { get; }

    public IFolderStore Store { get; }

    public IDeliveryStore Deliveries { get; }

    public ParkedDeliveries Parked { get; }

    public EndpointMonitor Monitor { get; }

    public IRunStore Runs { get; }

    public WorkQueues Queues { get; }

    public Task StartAsync() => Task.WhenAll(_services.Select(static service => service.StartAsync(CancellationToken.None)));

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_services.Select(static service => service.StopAsync(CancellationToken.None)));
        _services.OfType<WorkConsumer>().ToList().ForEach(static consumer => consumer.Dispose());
        await _processor.DisposeAsync();
    }

    private static T With<T>(T options, HttpPipelinePolicy policy)
        where T : ClientOptions
    {
        options.AddPolicy(policy, HttpPipelinePosition.PerRetry);
        return options;
    }
}
