using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Folders;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;
using OzFunctions.Web.Work;

namespace OzFunctions.Tests.FollowUps;

/// <summary>A process follows up its own changes from memory; the message of a change covers what it does not complete.</summary>
public sealed class LocalChangesTests
{
    private static readonly TimeSpan Hidden = TimeSpan.FromSeconds(15) + DeliveryAttempts.ClaimMargin;

    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", NotificationTypes.FolderResolutionChanged), Endpoints.Named("crm", NotificationTypes.FolderResolutionChanged)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LocalChanges Own => _bench.Service<LocalChanges>();

    [Fact]
    public async Task Change_IsNotifiedAndListedAndItsMessageDeleted()
    {
        await _bench.ReceiveAndFollowUpAsync("SUCCESS", updated: 1);

        Assert.Equal("bank:Delivered:1 crm:Delivered:1", _bench.StatesOf());
        Assert.Equal(2, _bench.Sender.Sent.Count);
        Assert.Equal(1, Assert.Single(_bench.Index.Rows).GetInt32("Version"));
        Assert.Equal([1, 1], _bench.Open.Rows.Select(static row => row.GetInt32("Version")));
        Assert.Empty(_bench.Queue.Items);
    }

    [Fact]
    public async Task Change_WithoutNotificationsAndListRows_HasNoMessage()
    {
        await _bench.ReceiveAndFollowUpAsync("SUCCESS", updated: 1);
        var enqueued = 0;
        _bench.Queue.Before = _ => Task.FromResult(++enqueued);

        await _bench.ReceiveAndFollowUpAsync("SUCCESS", updated: 2);

        var folder = await FolderAsync();
        Assert.Equal((2, 1, 0), (folder.Version, folder.ListVersion, enqueued));
    }

    [Fact]
    public async Task Change_IsClaimedFromItsCreationUntilItsMessageBecomesVisible()
    {
        Own.Open(static _ => Task.CompletedTask);

        await _bench.ReceiveAsync("SUCCESS", updated: 1);

        Assert.All(_bench.Rows(), row => Assert.Equal(Payloads.Now + Hidden, row.ClaimedUntil));
        Assert.Equal(Payloads.Now + Hidden, _bench.Queue.NextDue);
    }

    [Fact]
    public async Task Change_OfAProcessThatDied_IsFollowedUpByAnotherOnceItsMessageAppears()
    {
        Own.Open(static _ => Task.CompletedTask);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        _bench.Restart();

        await _bench.DrainAsync();

        Assert.Equal("bank:Delivered:1 crm:Delivered:1", _bench.StatesOf());
        Assert.Equal(2, _bench.Sender.Sent.Count);
        Assert.Single(_bench.Index.Rows);
        Assert.InRange(_bench.Clock.GetUtcNow() - Payloads.Now, Hidden, TimeSpan.FromSeconds(40));
    }

    [Theory]
    [InlineData("room")]
    [InlineData("limit")]
    [InlineData("closed")]
    public async Task Change_BeyondTheLimit_IsLeftToTheQueue(string because)
    {
        var busy = new TaskCompletionSource();
        Own.Open(_ => busy.Task);
        switch (because)
        {
            case "room":
                await Task.WhenAll(Enumerable.Range(0, LocalChanges.Most).Select(i => _bench.ReceiveAsync("SUCCESS", updated: 1, folder: $"other-{i}")));
                break;
            case "limit":
                var limits = _bench.Service<EndpointLimits>();
                _ = _bench.Settings.Endpoints.SelectMany(endpoint => Enumerable.Range(0, endpoint.Capacity.MaxHeld).Select(_ => limits.TryEnterAsync(endpoint.Name))).ToList();
                break;
            default:
                await Own.CloseAsync();
                break;
        }

        var before = Own.Count;
        await _bench.ReceiveAsync("SUCCESS", updated: 1);

        Assert.Equal(before, Own.Count);
        Assert.All(_bench.Rows(), static row => Assert.Null(row.ClaimedUntil));
        Assert.Equal(_bench.Clock.GetUtcNow(), _bench.Queue.NextDue);
        Assert.Contains(_bench.Queue.Items, static item => item is ChangedWork { Folder: PayloadJson.FolderId });
        busy.SetResult();
    }

    [Fact]
    public void Folder_TooLargeForMemory_IsLeftToTheQueue()
    {
        Own.Open(static _ => Task.CompletedTask);
        FolderWrite WriteOf(int payloads)
        {
            var bodies = Enumerable.Range(0, payloads).Select(static i => PayloadJson.Folder(Enumerable.Range(i * 4_100, 4_100).Select(static j => PayloadJson.Analysis($"a{j}", "PROCESSING", updated: 1))));
            return FolderWrite.Of(new FolderChange(null, Payloads.FolderOf([.. bodies]), ChangeCause.Webhook, Payloads.Now), null, _bench.Settings, Scopes.Of(_bench.Reconciliation), Core.Reconciliation.RefreshReasons.None);
        }

        using var room = Own.TryEnter(WriteOf(payloads: 3));

        Assert.NotNull(room);
        Assert.Null(Own.TryEnter(WriteOf(payloads: 4)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Attempt_StartingTooLateOrInAStoppingProcess_IsRequeued(bool stops)
    {
        OwnChange? change = null;
        Own.Open(made =>
        {
            change = made;
            return Task.CompletedTask;
        });
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await Poll.UntilAsync(() => change is not null);
        if (stops)
        {
            await Own.CloseAsync();
        }
        else
        {
            _bench.Clock.Advance(TimeSpan.FromSeconds(2.1));
        }

        var report = await _bench.Service<ChangeFollowUp>().HandleAsync(change!, Token);

        Assert.Equal(WorkResult.PutBack, report.Result);
        Assert.Empty(_bench.Sender.Sent);
        Assert.All(_bench.Rows(), static row => Assert.Equal((null, null), (row.ClaimedUntil, row.LastAttemptAt)));
        Assert.Equal(_bench.Clock.GetUtcNow(), _bench.Queue.NextDue);
        await _bench.DrainAsync();
        Assert.Equal("bank:Delivered:1 crm:Delivered:1", _bench.StatesOf());
        Assert.Equal(2, _bench.Sender.Sent.Count);
    }

    [Fact]
    public async Task Change_MadeInAStoppingProcess_IsRequeued()
    {
        _bench.Queue.Before = _ => Own.CloseAsync();

        await _bench.ReceiveAndFollowUpAsync("SUCCESS", updated: 1);

        Assert.Empty(_bench.Sender.Sent);
        Assert.All(_bench.Rows(), static row => Assert.Null(row.ClaimedUntil));
        Assert.Equal(_bench.Clock.GetUtcNow(), _bench.Queue.NextDue);
    }

    [Fact]
    public async Task Stop_WaitsAFewSecondsForWorkInProgress()
    {
        var slow = new TaskCompletionSource<AttemptResult>();
        _bench.Sender.Answer = _ => slow.Task;
        var service = new FollowUpService(Own, _bench.Service<WorkHandler>(), _bench.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<FollowUpService>.Instance);
        await service.StartAsync(Token);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await Poll.UntilAsync(() => _bench.Sender.Sent.Count == 2);
        var stopping = service.StopAsync(Token);
        Assert.False(stopping.IsCompleted);
        _bench.Clock.Advance(TimeSpan.FromSeconds(5));
        await stopping;

        Assert.Equal(1, Own.Count);
        slow.SetResult(new AttemptResult(200));
    }

    private async Task<Folder> FolderAsync() => (await _bench.Store.FindAsync(PayloadJson.FolderId, Token))!.Folder!;
}
