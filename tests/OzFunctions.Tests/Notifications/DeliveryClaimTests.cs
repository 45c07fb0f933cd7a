using OzFunctions.Core;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Removal;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Notifications;

/// <summary>Duplicate messages, and processes and storage that fail in between: which process attempts a delivery, and how often.</summary>
public sealed class DeliveryClaimTests
{
    private const string Only = NotificationTypes.FolderResolutionChanged;

    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", Only)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_ThatCameTwice_SendsOnce()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        var text = _bench.TakeFirstAttempt();

        await _bench.RunAsync(text);
        var again = await _bench.RunAsync(text);

        Assert.Equal(WorkResult.Dropped, again.Result);
        Assert.Single(_bench.Sender.Sent);
    }

    [Fact]
    public async Task Message_BehindItsRowsAttempt_IsDropped()
    {
        _bench.Sender.Always(500);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        var text = _bench.TakeFirstAttempt();
        await _bench.RunAsync(text);

        var again = await _bench.RunAsync(text);

        Assert.Equal(WorkResult.Dropped, again.Result);
        Assert.Single(_bench.Sender.Sent);
        Assert.Equal(2, Assert.IsType<DeliverWork>(Assert.Single(_bench.Queue.Items)).Attempt);
    }

    [Fact]
    public async Task Message_ThatMeetsALiveClaim_GoesBackUntilTheClaimExpires()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        var text = _bench.TakeFirstAttempt();
        WorkReport? meanwhile = null;
        _bench.Sender.Answer = async _ =>
        {
            meanwhile ??= await _bench.HandleAsync(WorkQueueName.Changes, text, Token);
            return new AttemptResult(200);
        };

        await _bench.RunAsync(text);

        Assert.Equal(WorkResult.PutBack, meanwhile!.Result);
        Assert.InRange(_bench.Queue.DelayOfLast.TotalSeconds, 24, 27);
        await _bench.DrainAsync();
        Assert.Single(_bench.Sender.Sent);
        Assert.Equal("bank:Delivered:1", _bench.StatesOf());
    }

    [Fact]
    public async Task Claim_ThatAnotherTookFirst_SendsNothingAndGoesBack()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        var text = _bench.TakeFirstAttempt();
        _bench.Folders.BeforeFirst("write", () => _bench.HandleAsync(WorkQueueName.Changes, text, Token));

        var late = await _bench.RunAsync(text);

        Assert.Equal(WorkResult.PutBack, late.Result);
        Assert.Single(_bench.Sender.Sent);
    }

    [Fact]
    public async Task Attempt_OfAFolderThatIsErasedDuringASlowClaim_DoesNotBegin()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        var text = _bench.TakeFirstAttempt();
        _bench.Folders.AfterWrite = () =>
        {
            _bench.Folders.AfterWrite = static () => { };
            _bench.Clock.Advance(DeliveryAttempts.BeginWithin + TimeSpan.FromTicks(1));
            _bench.Folders.BeforeFirst("write", () => _bench.Service<IFolderRemoval>().RemoveOwedAsync(PayloadJson.FolderId, Token));
        };

        await _bench.RunAsync(text);

        Assert.Empty(_bench.Sender.Sent);
    }

    [Fact]
    public async Task Attempt_WhoseClaimWasSlow_BeginsUnderANewClaim()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        var text = _bench.TakeFirstAttempt();
        _bench.Folders.AfterWrite = () =>
        {
            _bench.Folders.AfterWrite = static () => { };
            _bench.Clock.Advance(TimeSpan.FromSeconds(9));
        };

        await _bench.RunAsync(text);

        Assert.Single(_bench.Sender.Sent);
        Assert.Equal("bank:Delivered:1", _bench.StatesOf());
    }

    [Fact]
    public async Task Attempt_WhoseClaimsAreAllSlow_IsMadeAfterTheLastOneExpired()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        var text = _bench.TakeFirstAttempt();
        _bench.Folders.AfterWrite = () => _bench.Clock.Advance(TimeSpan.FromSeconds(9));

        var slow = await _bench.RunAsync(text);

        Assert.Equal(WorkResult.PutBack, slow.Result);
        Assert.Empty(_bench.Sender.Sent);
        _bench.Folders.AfterWrite = static () => { };
        await _bench.DrainAsync();
        Assert.Single(_bench.Sender.Sent);
    }

    [Fact]
    public async Task Claim_OfAProcessThatDied_IsTakenOverWhenItExpires()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        var text = _bench.TakeFirstAttempt();
        _bench.Sender.Answer = static _ => throw new OperationCanceledException("The process dies.");
        using var dead = new CancellationTokenSource();
        await dead.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.HandleAsync(WorkQueueName.Changes, text, dead.Token));
        _bench.Sender.Always(200);

        var back = await _bench.RunAsync(text);
        await _bench.DrainAsync();

        Assert.Equal(WorkResult.PutBack, back.Result);
        Assert.Equal("bank:Delivered:1", _bench.StatesOf());
    }

    [Fact]
    public async Task Message_AheadOfItsRow_IsTheNextAttempt()
    {
        // Simulates a crash after the next attempt was enqueued and before the row was updated.
        _bench.Sender.Always(500);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        var text = _bench.TakeFirstAttempt();
        _bench.Folders.Before = operation => operation == "write" && _bench.Sender.Sent.Count == 1 ? throw new Azure.RequestFailedException(503, "Gone.") : Task.CompletedTask;
        await _bench.RunAsync(text);
        _bench.Folders.Before = static _ => Task.CompletedTask;
        _bench.Sender.Always(200);
        var behind = _bench.Queue.Take()!.Value.Text;
        var ahead = _bench.Queue.Take()!.Value.Text;
        Assert.Equal("bank:Pending:1", _bench.StatesOf());
        _bench.Clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(WorkResult.Done, (await _bench.RunAsync(ahead)).Result);
        Assert.Equal(WorkResult.Dropped, (await _bench.RunAsync(behind)).Result);

        Assert.Equal("bank:Delivered:2", _bench.StatesOf());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Message_OfAFinishedDelivery_IsDropped(int attempt)
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.DrainAsync();

        var report = await _bench.RunAsync(WorkFormat.Write(new DeliverWork(PayloadJson.FolderId, _bench.Rows()[0].Key.ToString(), attempt)));

        Assert.Equal(WorkResult.Dropped, report.Result);
        Assert.Empty(_bench.Queue.Items);
    }

    [Fact]
    public async Task Message_OfAnEarlierFolderWithTheSameId_IsDropped()
    {
        _bench.Sender.Always(500);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.StepAsync();
        _bench.Sender.Sent.Clear();
        var next = Assert.IsType<DeliverWork>(WorkFormat.Read(_bench.Queue.Take()!.Value.Text));
        Assert.Equal(_bench.Rows()[0].FolderFirstSeenAt, next.FirstSeenAt);

        var report = await _bench.RunAsync(WorkFormat.Write(next with { FirstSeenAt = next.FirstSeenAt!.Value.AddDays(-400) }));

        Assert.Equal(WorkResult.Dropped, report.Result);
        Assert.Empty(_bench.Sender.Sent);
        Assert.Equal(WorkResult.Done, (await _bench.RunAsync(WorkFormat.Write(next))).Result);
        Assert.Single(_bench.Sender.Sent);
    }

    [Fact]
    public async Task StorageFailure_AfterAcceptance_NotifiesAgain()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        _bench.Folders.Before = operation => operation is "write" or "transaction" && _bench.Sender.Sent.Count == 1 ? throw new Azure.RequestFailedException(503, "Gone.") : Task.CompletedTask;
        var fault = await _bench.StepAsync();
        _bench.Folders.Before = static _ => Task.CompletedTask;

        await _bench.DrainAsync();

        Assert.Equal(WorkResult.Fault, fault!.Result);
        Assert.IsType<StoreUnavailableException>(fault.Exception);
        Assert.Equal("bank:Delivered:1", _bench.StatesOf());
        Assert.Equal(2, _bench.Sender.Sent.Count);
    }

    [Fact]
    public async Task Success_NotWrittenUnderItsClaim_IsReadAgain()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        _bench.Folders.Before = operation => operation is "write" or "transaction" && _bench.Sender.Sent.Count == 1 ? throw new Azure.RequestFailedException(412, "Another ETag.") : Task.CompletedTask;
        await _bench.StepAsync();
        _bench.Folders.Before = static _ => Task.CompletedTask;
        Assert.Equal("bank:Pending:1", _bench.StatesOf());

        await _bench.DrainAsync();

        Assert.Equal("bank:Delivered:1", _bench.StatesOf());
        Assert.Equal(2, _bench.Sender.Sent.Count);
    }

    [Fact]
    public async Task InterruptedParking_IsListedAndRepeated()
    {
        _bench.Sender.Always(410);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        var writes = 0;
        _bench.Folders.Before = operation => operation == "write" && ++writes == 2 ? throw new Azure.RequestFailedException(503, "Gone.") : Task.CompletedTask;
        await _bench.StepAsync();
        Assert.Single(_bench.Parked.Rows);
        Assert.Equal("bank:Pending:1", _bench.StatesOf());

        await _bench.DrainAsync();

        Assert.Equal("bank:Waiting:1", _bench.StatesOf());
        Assert.Single((await _bench.Service<ParkedDeliveries>().ListAsync(new ParkedFilter([DeliveryState.Waiting]), null, 10, Token)).Items);
    }
}
