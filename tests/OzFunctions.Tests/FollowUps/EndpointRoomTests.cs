using OzFunctions.Core.Endpoints;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;
using OzFunctions.Web.Work;

namespace OzFunctions.Tests.FollowUps;

/// <summary>A process has no room for one of a change's endpoints: only the delivery to that endpoint is left to the queue.</summary>
public sealed class EndpointRoomTests
{
    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", NotificationTypes.FolderResolutionChanged), Endpoints.Named("crm", NotificationTypes.FolderResolutionChanged)));

    public EndpointRoomTests()
    {
        var (limits, held) = (_bench.Service<EndpointLimits>(), new EndpointCapacity(EndpointCapacity.Default).MaxHeld);
        _ = Enumerable.Range(0, held).Select(_ => limits.TryEnterAsync("crm")).ToList();
    }

    private LocalChanges Own => _bench.Service<LocalChanges>();

    [Fact]
    public async Task EndpointAtItsLimit_GetsItsDeliveryFromTheQueue_AndTheOthersGetTheirsAtOnce()
    {
        await _bench.ReceiveAndFollowUpAsync("SUCCESS", updated: 1);

        Assert.Equal("bank:Delivered:1 crm:Pending:1", _bench.StatesOf());
        Assert.All(_bench.Rows(), static row => Assert.Null(row.ClaimedUntil));
        Assert.Single(_bench.Index.Rows);
        Assert.Equal($"{_bench.Rows()[1].Key}", Assert.IsType<DeliverWork>(Assert.Single(_bench.Queue.Items)).Delivery);
        Assert.InRange(_bench.Clock.GetUtcNow() - _bench.Queue.NextDue!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(1));

        await DrainElsewhereAsync();
    }

    [Fact]
    public async Task HangingEndpoint_DoesNotDelayTheDeliveryThatIsLeftToTheQueue()
    {
        var hangs = new TaskCompletionSource<AttemptResult>();
        _bench.Sender.Answer = sent => sent.Endpoint.Name == "bank" ? hangs.Task : Task.FromResult(new AttemptResult(200));
        var own = Own;
        own.Open(_bench.Service<WorkHandler>().FollowUpAsync);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await Poll.UntilAsync(() => _bench.Queue.Items.OfType<DeliverWork>().Any());

        _bench.Restart();
        await _bench.StepAsync();

        Assert.Equal("bank:Pending:1 crm:Delivered:1", _bench.StatesOf());
        hangs.SetResult(new AttemptResult(200));
        await Poll.UntilAsync(() => own.Count == 0);
        Assert.Equal("bank:Delivered:1 crm:Delivered:1", _bench.StatesOf());
        Assert.Empty(_bench.Queue.Items);
    }

    [Fact]
    public async Task ProcessThatDies_LeavesAllDeliveriesToTheMessageOfTheChange()
    {
        Own.Open(static _ => Task.CompletedTask);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        Assert.Equal([true, false], _bench.Rows().Select(static row => row.ClaimedUntil is not null));

        await DrainElsewhereAsync();
    }

    [Fact]
    public async Task DeliveryThatCannotBeEnqueued_IsAttemptedOnceTheMessageOfTheChangeAppears()
    {
        _bench.Queue.Before = static item => item is DeliverWork ? throw new Core.StoreUnavailableException("No.") : Task.CompletedTask;
        await _bench.ReceiveAndFollowUpAsync("SUCCESS", updated: 1);
        Assert.IsType<ChangedWork>(Assert.Single(_bench.Queue.Items));
        _bench.Queue.Before = static _ => Task.CompletedTask;

        await DrainElsewhereAsync();
    }

    private async Task DrainElsewhereAsync()
    {
        _bench.Restart();
        await _bench.DrainAsync();
        Assert.Equal("bank:Delivered:1 crm:Delivered:1", _bench.StatesOf());
        Assert.Equal(["bank", "crm"], _bench.Sender.Sent.Select(static sent => sent.Endpoint.Name).Order(StringComparer.Ordinal));
        Assert.Empty(_bench.Queue.Items);
    }
}
