using System.Diagnostics;
using Azure;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using OzFunctions.Core;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Work;
using OzFunctions.Server.Work;
using OzFunctions.Tests.Builders;
using OzFunctions.Web.Work;

namespace OzFunctions.Tests.Server;

public sealed class WorkConsumerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly NotificationBench _bench = new(NotificationSettings.None);
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OneMessage _source = new();
    private readonly WorkConsumer _consumer;

    public WorkConsumerTests()
    {
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        lifetime.NotifyStarted();
        _consumer = new WorkConsumer(_source, maxAtOnce: 16, _bench.Service<WorkHandler>(), lifetime, _bench.Clock, NullLogger<WorkConsumer>.Instance);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _consumer.Dispose();

    [Fact]
    public void Capacity_IsEnoughForAllEndpointsToHang_AndForOtherWork()
    {
        var settings = Endpoints.Settings(Endpoints.Named("one"), Endpoints.Named("two") with { Capacity = new EndpointCapacity(100) });

        using var oz = new OzGateway(Mock.Of<IOzFolders>(static folders => folders.RequestsPerSecond == 100), TimeProvider.System);

        Assert.Equal([604, 604], ((WorkQueueName[])[WorkQueueName.Changes, WorkQueueName.Deliveries]).Select(name => WorkConsumerExtensions.MaxAtOnce(name, settings, oz)));
        Assert.Equal(64, WorkConsumerExtensions.MaxAtOnce(WorkQueueName.Changes, NotificationSettings.None, oz));
        Assert.Equal(80, WorkConsumerExtensions.MaxAtOnce(WorkQueueName.Refreshes, settings, oz));
    }

    [Fact]
    public async Task Message_WhoseWorkIsDoneSoon_IsDeletedAndNotRenewed()
    {
        await TakeAsync(slow: false);

        Assert.Equal("receipt 0", (await _source.Deleted.WaitAsync(Patience, Token)).Receipt);
        Assert.Equal(0, _source.Asked);
    }

    [Fact]
    public async Task Message_WhoseWorkTakesLong_IsRenewedUntilItIsDoneAndDeletedByItsLastReceipt()
    {
        await TakeAsync(slow: true);
        await PassUntilAsync(() => _source.Asked >= 3);
        var isDeletedBefore = _source.Deleted.IsCompleted;
        _goOn.SetResult();

        var deleted = await _source.Deleted.WaitAsync(Patience, Token);
        Assert.False(isDeletedBefore);
        Assert.Equal($"receipt {_source.Asked}", deleted.Receipt);
    }

    [Fact]
    public async Task Message_ThatCannotBeRenewed_IsTriedAgainAndItsWorkGoesOn()
    {
        _source.Unavailable = 2;
        await TakeAsync(slow: true);
        await PassUntilAsync(() => _source.Asked >= 3);
        _goOn.SetResult();

        Assert.Equal($"receipt {_source.Asked - 2}", (await _source.Deleted.WaitAsync(Patience, Token)).Receipt);
    }

    [Fact]
    public async Task Message_WhoseWorkFailsInStorage_IsReplacedAndNeitherCopiedNorDeleted()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        _bench.Folders.Before = static _ => throw new RequestFailedException(503, "The storage is busy.");
        _source.Give(_bench.Queue.Take()!.Value.Text);
        await _consumer.StartAsync(Token);

        var (message, again) = await _source.Requeued.WaitAsync(Patience, Token);
        Assert.Equal(("receipt 0", 1), (message.Receipt, again.Item.Faults));
        Assert.InRange(again.Delay, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
        Assert.Empty(_bench.Queue.Items);
        Assert.False(_source.Deleted.IsCompleted);
    }

    [Fact]
    public async Task UndecodableMessage_IsMovedUnchangedToThePoisonQueue()
    {
        _source.Give(text: null);
        await _consumer.StartAsync(Token);

        await _source.Deleted.WaitAsync(Patience, Token);
        Assert.Equal("raw", _source.Poisoned!.Raw);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fault_OfWhateverKind_DoesNotEndTheConsumer(bool isForeseen)
    {
        _source.Fault = isForeseen ? new StoreUnavailableException("The queue cannot be reached.") : new FormatException("What nobody foresaw.");
        await TakeAsync(slow: false);

        Assert.Equal("receipt 0", (await _source.Deleted.WaitAsync(Patience, Token)).Receipt);
        Assert.False(_consumer.ExecuteTask!.IsCompleted);
    }

    private async Task TakeAsync(bool slow)
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        _bench.Folders.Before = _ => slow ? _goOn.Task : Task.CompletedTask;
        _source.Give(_bench.Queue.Take()!.Value.Text);
        await _consumer.StartAsync(Token);
    }

    private async Task PassUntilAsync(Func<bool> isReached)
    {
        var patience = Stopwatch.StartNew();
        while (!isReached())
        {
            Assert.True(patience.Elapsed < Patience, "The message was not renewed.");
            _bench.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private sealed class OneMessage : IWorkSource
    {
        private readonly TaskCompletionSource<WorkMessage> _deleted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<(WorkMessage Message, WorkRequeue Again)> _requeued = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private WorkMessage? _message;
        private volatile int _asked;
        private int _renewed;

        public event Action? Arrived
        {
            add { }
            remove { }
        }

        public WorkQueueName Name => WorkQueueName.Changes;

        public TimeSpan VisibilityTimeout => TimeSpan.FromSeconds(20);

        public Task<WorkMessage> Deleted => _deleted.Task;

        public Task<(WorkMessage Message, WorkRequeue Again)> Requeued => _requeued.Task;

        public int Unavailable { get; set; }

        public int Asked => _asked;

        public Exception? Fault { get; set; }

        public WorkMessage? Poisoned { get; private set; }

        public void Give(string? text) => _message = new WorkMessage("id", "receipt 0", text, Raw: "raw", EnqueuedAt: null);

        public Task<IReadOnlyList<WorkMessage>> ReceiveAsync(int most, CancellationToken cancellationToken)
        {
            if (Fault is { } fault)
            {
                Fault = null;
                return Task.FromException<IReadOnlyList<WorkMessage>>(fault);
            }

            return Task.FromResult<IReadOnlyList<WorkMessage>>(Interlocked.Exchange(ref _message, null) is { } message ? [message] : []);
        }

        public Task<WorkMessage> RenewAsync(WorkMessage message, CancellationToken cancellationToken) => ++_asked <= Unavailable
            ? Task.FromException<WorkMessage>(_asked == 1 ? new StoreUnavailableException("The queue cannot be reached.") : new InvalidOperationException("What nobody foresaw."))
            : Task.FromResult(message with { Receipt = $"receipt {++_renewed}" });

        public Task RequeueAsync(WorkMessage message, WorkRequeue again, DateTimeOffset now, CancellationToken cancellationToken)
        {
            _requeued.TrySetResult((message, again));
            return Task.CompletedTask;
        }

        public Task DeleteAsync(WorkMessage message, CancellationToken cancellationToken)
        {
            _deleted.TrySetResult(message);
            return Task.CompletedTask;
        }

        public Task PoisonAsync(WorkMessage message, CancellationToken cancellationToken)
        {
            Poisoned = message;
            return DeleteAsync(message, cancellationToken);
        }
    }
}
