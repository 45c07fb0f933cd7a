using System.Globalization;
using Azure;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Removal;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;
using OzFunctions.Web.Work;

namespace OzFunctions.Tests.FollowUps;

/// <summary>Follow-ups from memory with faults, slow operations and concurrent processes.</summary>
public sealed class OwnFollowUpTests
{
    private static readonly TimeSpan Hidden = TimeSpan.FromSeconds(15) + DeliveryAttempts.ClaimMargin;

    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", NotificationTypes.FolderResolutionChanged), Endpoints.Named("crm", NotificationTypes.FolderResolutionChanged)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LocalChanges Own => _bench.Service<LocalChanges>();

    [Theory]
    [InlineData("index")]
    [InlineData("outcome")]
    [InlineData("message")]
    public async Task FollowUp_ThatTheStorageFails_IsDoneOnceItsMessageAppears(string what)
    {
        Func<string, Task> fail = operation => operation is "write" or "transaction" ? throw new RequestFailedException(503, "No.") : Task.CompletedTask;
        switch (what)
        {
            case "index":
                _bench.Index.Before = fail;
                break;
            case "outcome":
                _bench.Folders.AfterCommit = () =>
                {
                    _bench.Folders.Before = fail;
                    return Task.CompletedTask;
                };
                break;
            default:
                _bench.Queue.BeforeTakenBack = static _ => throw new Core.StoreUnavailableException("No.", new IOException());
                break;
        }

        await _bench.ReceiveAndFollowUpAsync("SUCCESS", updated: 1);
        Assert.Single(_bench.Queue.Items.OfType<ChangedWork>());
        (_bench.Index.Before, _bench.Folders.Before, _bench.Folders.AfterCommit) = (static _ => Task.CompletedTask, static _ => Task.CompletedTask, static () => Task.CompletedTask);
        _bench.Restart();
        await _bench.DrainAsync();

        Assert.Equal("bank:Delivered:1 crm:Delivered:1", _bench.StatesOf());
        Assert.Equal(what == "outcome" ? 4 : 2, _bench.Sender.Sent.Count);
        Assert.Equal(1, Assert.Single(_bench.Index.Rows).GetInt32("Version"));
        Assert.Empty(_bench.Queue.Items);
    }

    [Fact]
    public async Task FollowUp_ThatFailsWhenItsMessageMayHaveBeenHandled_LeavesAnotherMessage()
    {
        OwnChange? change = null;
        Own.Open(made =>
        {
            change = made;
            return Task.CompletedTask;
        });
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await Poll.UntilAsync(() => Own.Count == 0);
        _bench.Clock.Advance(Hidden);
        await _bench.DrainAsync();
        Assert.Empty(_bench.Queue.Items);

        await Assert.ThrowsAsync<Core.StoreUnavailableException>(() => _bench.Service<ChangeFollowUp>().HandleAsync(change!, Token));

        Assert.Equal(1, Assert.IsType<ChangedWork>(Assert.Single(_bench.Queue.Items)).Version);
    }

    [Fact]
    public async Task SlowLists_DoNotDelayTheOutcomesOfDeliveries()
    {
        var slow = new TaskCompletionSource();
        _bench.Index.Before = _ => slow.Task;
        Own.Open(_bench.Service<WorkHandler>().FollowUpAsync);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await RecordWhatIsKnownAsync("bank:Delivered:1 crm:Delivered:1");

        Assert.Empty(_bench.Index.Rows);
        slow.SetResult();
        await Poll.UntilAsync(() => Own.Count == 0);

        Assert.Single(_bench.Index.Rows);
        Assert.Empty(_bench.Queue.Items);
    }

    [Fact]
    public async Task SlowEndpoint_DoesNotDelayTheOutcomesOfOthers()
    {
        var slow = new TaskCompletionSource<AttemptResult>();
        _bench.Sender.Answer = notification => notification.Endpoint.Name == "crm" ? slow.Task : Task.FromResult(new AttemptResult(200));
        Own.Open(_bench.Service<WorkHandler>().FollowUpAsync);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await RecordWhatIsKnownAsync("bank:Delivered:1 crm:Pending:1");

        slow.SetResult(new AttemptResult(200));
        await Poll.UntilAsync(() => Own.Count == 0);

        Assert.Equal("bank:Delivered:1 crm:Delivered:1", _bench.StatesOf());
        Assert.Empty(_bench.Queue.Items);
    }

    [Fact]
    public async Task Outcomes_OfAConcurrentlyChangedFolder_AreWrittenSeparatelyAndTheListsShowTheNewest()
    {
        var other = new TaskCompletionSource();
        _bench.Sender.Answer = async _ =>
        {
            if (!other.Task.IsCompleted)
            {
                other.SetResult();
                await ByAnotherProcessAsync(() => _bench.ReceiveAsync("DECLINED", updated: 2));
            }

            return new AttemptResult(200);
        };

        await _bench.ReceiveAndFollowUpAsync("SUCCESS", updated: 1);

        Assert.Equal(2, Assert.Single(_bench.Index.Rows).GetInt32("Version"));
        Assert.Equal("DECLINED", Assert.Single(_bench.Index.Rows).GetString("SystemResolution"));
        Assert.StartsWith("bank:Delivered:1 crm:Delivered:1", _bench.StatesOf(), StringComparison.Ordinal);
        Assert.Single(_bench.Queue.Items);
    }

    [Fact]
    public async Task Folder_ErasedWhileItIsFollowedUp_IsOnNoList()
    {
        Task? erasing = null;
        _bench.Sender.Answer = _ =>
        {
            erasing ??= _bench.Service<FolderEraser>().TryStartAsync(PayloadJson.FolderId, "alice", Token);
            return Task.FromResult(new AttemptResult(200));
        };

        await _bench.ReceiveAndFollowUpAsync("SUCCESS", updated: 1);
        _bench.Clock.Advance(DeliveryAttempts.BeginWithin);
        await erasing!;

        Assert.Empty(_bench.Index.Rows);
        Assert.Empty(_bench.Open.Rows);
        Assert.DoesNotContain(_bench.Queue.Items, static item => item is ChangedWork);
    }

    [Fact]
    public async Task FailingEndpoint_HasItsDeliveryParkedAndTheOthersAreNotified()
    {
        await _bench.Monitor.ChangeAsync("crm", static health => health.TurnedFailing(Payloads.Now, Payloads.Now.AddSeconds(30)), Token);

        await _bench.ReceiveAndFollowUpAsync("SUCCESS", updated: 1);

        Assert.Equal("bank:Delivered:1 crm:Waiting:1", _bench.StatesOf());
        Assert.Null(_bench.Rows()[1].LastAttemptAt);
        Assert.Single(_bench.Parked.Rows);
        Assert.Empty(_bench.Queue.Items);
    }

    private async Task ByAnotherProcessAsync(Func<Task> act)
    {
        // A process follows up only its own changes.
        var follow = Own.CloseAsync();
        await act();
        Own.Open(_bench.Service<WorkHandler>().FollowUpAsync);
        Assert.False(follow.IsFaulted, string.Create(CultureInfo.InvariantCulture, $"{follow.Exception}"));
    }

    private async Task RecordWhatIsKnownAsync(string expected)
    {
        // Attempts must begin within a time, so the clock does not advance before they have begun.
        await Poll.UntilAsync(() => _bench.Sender.Sent.Count == 2);
        await Poll.UntilAsync(() =>
        {
            _bench.Clock.Advance(TimeSpan.FromMilliseconds(100));
            return _bench.StatesOf() == expected;
        });
    }
}
