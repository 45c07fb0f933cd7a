using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Folders;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Removal;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Webhooks;
using OzFunctions.Core.Work;
using OzFunctions.Storage.Folders;
using OzFunctions.Storage.Notifications;
using OzFunctions.Storage.Tables;
using OzFunctions.Tests.Storage.Fakes;
using OzFunctions.Web.Work;

namespace OzFunctions.Tests.Builders;

/// <summary>
/// The whole processor with in-memory tables and an in-memory queue. A test sets the clock, so three days of retries pass in milliseconds and every
/// interleaving can be forced.
/// </summary>
internal sealed class NotificationBench
{
    private const int Moment = 50;

    private readonly double _random;
    private ServiceProvider _processor;
    private volatile int _depth;

    public NotificationBench(NotificationSettings settings, IReadOnlyList<TimeSpan>? schedule = null, double random = 0.5)
    {
        _random = random;
        Settings = settings;
        Queue = new FakeWorkQueue(Clock);
        RunRows.Date = () => Clock.GetUtcNow() + StorageLead;
        Schedule = schedule ?? RetrySchedule.Default;
        Restart();
    }

    public NotificationSettings Settings { get; set; }

    public IReadOnlyList<TimeSpan> Schedule { get; }

    public FakeTimeProvider Clock { get; } = new(Payloads.Now);

    /// <summary>How far the storage's clock is ahead; null if the storage does not return its time.</summary>
    public TimeSpan? StorageLead { get; set; } = TimeSpan.Zero;

    public FakeTableClient Folders { get; } = new() { Exists = true };

    public FakeTableClient Parked { get; } = new() { Exists = true };

    public FakeTableClient Health { get; } = new() { Exists = true };

    public FakeTableClient Index { get; } = new() { Exists = true };

    public FakeTableClient Aliases { get; } = new() { Exists = true };

    public FakeTableClient Open { get; } = new() { Exists = true };

    public FakeTableClient RunRows { get; } = new() { Exists = true };

    public FakeTableClient Rejected { get; } = new() { Exists = true };

    public FakeWorkQueue Queue { get; }

    public FakeSender Sender { get; } = new();

    public DeliveryStore Deliveries => new(Folders, Parked);

    public FolderStore Store => new(Folders, Guid.NewGuid);

    public WebhookIngest Ingest => Service<WebhookIngest>();

    public RunStarter Runs => Service<RunStarter>();

    public FakeOz Oz { get; } = new();

    public ReconciliationSettings Reconciliation { get; set; } = new();

    public EndpointMonitor Monitor => Service<EndpointMonitor>();

    public EndpointSwitch Switch => Service<EndpointSwitch>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public T Service<T>()
        where T : notnull => _processor.GetRequiredService<T>();

    /// <summary>Creates a new processor with the stored data, as a new process does.</summary>
    [MemberNotNull(nameof(_processor))]
    public void Restart() => _processor = Processor.On(
        Table, Queue, Settings, Sender, new RetrySchedule(Schedule, () => _random), Oz, Reconciliation, Clock, () => _random);

    private FakeTableClient Table(string name) => name switch
    {
        TableNames.Folders => Folders,
        TableNames.Parked => Parked,
        TableNames.Endpoints => Health,
        TableNames.Index => Index,
        TableNames.Aliases => Aliases,
        TableNames.Open => Open,
        TableNames.Runs => RunRows,
        TableNames.Rejected => Rejected,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a table of the processor."),
    };

    /// <summary>Receives a webhook, and advances the clock while it waits.</summary>
    public Task<IngestResult> ReceiveAsync(string resolution, double updated, string folder = PayloadJson.FolderId) => PassAsync(() => Ingest.ApplyAsync(
        Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", resolution, updated, group: "first")], id: folder)), ChangeCause.Webhook, Token));

    /// <summary>Receives a webhook in a process that follows up its own changes, and waits until the follow-up is done.</summary>
    public async Task<IngestResult> ReceiveAndFollowUpAsync(string resolution, double updated, string folder = PayloadJson.FolderId)
    {
        var own = Service<LocalChanges>();
        own.Open(Service<WorkHandler>().FollowUpAsync);
        var result = await ReceiveAsync(resolution, updated, folder);

        await Poll.UntilAsync(() => own.Count == 0);
        await own.CloseAsync();
        return result;
    }

    /// <summary>Erases a folder, and advances the clock by the time in which attempts may begin. Does not yield to other work, unless the erasure does.</summary>
    public async Task<Run?> EraseAsync(string folder, string by = "alice")
    {
        var erasing = Service<FolderEraser>().TryStartAsync(folder, by, Token);
        while (!erasing.IsCompleted)
        {
            Clock.Advance(DeliveryAttempts.BeginWithin);
            if (!erasing.IsCompleted)
            {
                await Task.Yield();
            }
        }

        return await erasing;
    }

    /// <summary>Removes the message of a change, and returns a message for the first attempt of its only delivery.</summary>
    public string TakeFirstAttempt()
    {
        var change = Assert.IsType<ChangedWork>(WorkFormat.Read(Queue.Take()!.Value.Text));
        return WorkFormat.Write(new DeliverWork(change.Folder, Assert.Single(change.Deliveries), Attempt: 1));
    }

    /// <summary>Runs the work that is due first, at its due time.</summary>
    public async Task<WorkReport?> StepAsync()
    {
        if (Queue.Take() is not { } message)
        {
            return null;
        }

        if (message.Due - Clock.GetUtcNow() is { Ticks: > 0 } wait)
        {
            Clock.Advance(wait);
        }

        return await RunAsync(message.Text);
    }

    /// <summary>Handles a message, and advances the clock while it waits.</summary>
    public Task<WorkReport> RunAsync(string text) => PassAsync(() => HandleAsync(WorkQueueName.Changes, text, Token));

    /// <summary>Handles a message, and enqueues what replaces it.</summary>
    public Task<WorkReport> HandleAsync(WorkQueueName from, string text, CancellationToken token) => Service<WorkProcessor>().HandleAsync(from, text, Queue, token);

    /// <summary>Runs all work, or all that is due until a given time.</summary>
    public async Task<List<WorkReport>> DrainAsync(DateTimeOffset? until = null)
    {
        var reports = new List<WorkReport>();
        while ((until is null || Queue.NextDue <= until) && await StepAsync() is { } report)
        {
            reports.Add(report);
        }

        return reports;
    }

    /// <summary>Reads a folder's delivery rows.</summary>
    public IReadOnlyList<Delivery> Rows(string folder = PayloadJson.FolderId) =>
    [
        .. Folders.Rows
            .Where(row => row.PartitionKey == folder && row.RowKey.StartsWith(DeliveryKey.Prefix, StringComparison.Ordinal))
            .Select(DeliveryEntity.Read),
    ];

    /// <summary>Has the only endpoint, "bank", fail three times within half a minute, so that the deliveries of all folders, f0 and following, wait.</summary>
    public async Task FailAsync(int folders)
    {
        Sender.Always(503);
        for (var i = 0; i < folders; i++)
        {
            await ReceiveAsync("SUCCESS", updated: 1, folder: $"f{i}");
        }

        await DrainAsync(until: Payloads.Now.AddSeconds(15));
        Assert.Equal(EndpointState.Failing, (await Monitor.ReadAsync("bank", Token)).State);
        Assert.All(Enumerable.Range(0, folders), i => Assert.Equal(DeliveryState.Waiting, Assert.Single(Rows($"f{i}")).State));
    }

    public string StatesOf(string folder = PayloadJson.FolderId) =>
        string.Join(' ', Rows(folder).Select(static row => string.Create(CultureInfo.InvariantCulture, $"{row.Key.Endpoint}:{row.State}:{row.Attempt}")));

    // A test may advance the clock inside a call that advances it already; then only the innermost call does.
    private async Task<T> PassAsync<T>(Func<Task<T>> begin)
    {
        var depth = ++_depth;
        try
        {
            var work = begin();
            while (!work.IsCompleted)
            {
                // Work that is only computing on another thread needs no time to pass, so it first gets a chance to complete.
                for (var i = 0; i < Moment && !work.IsCompleted; i++)
                {
                    await Task.Yield();
                }

                if (depth == _depth && !work.IsCompleted)
                {
                    Clock.Advance(TimeSpan.FromMilliseconds(10));
                }
            }

            return await work;
        }
        finally
        {
            _depth = depth - 1;
        }
    }
}
