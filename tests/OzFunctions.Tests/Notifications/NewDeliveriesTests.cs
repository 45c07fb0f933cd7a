using Azure;
using OzFunctions.Core;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Work;
using OzFunctions.Storage.Notifications;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Notifications;

/// <summary>
/// A delivery to an endpoint that is known to be failing waits from the beginning, and is found whichever process crashes, pauses or loses
/// a race.
/// </summary>
public sealed class NewDeliveriesTests
{
    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", NotificationTypes.FolderResolutionChanged)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Change_OwedToAnUnhealthyEndpoint_WaitsFromTheBeginning(bool isDisabled)
    {
        await FailAsync();
        if (isDisabled)
        {
            await _bench.Switch.DisableAsync("bank", "A test.", int.MaxValue, failingSince: null, Token);
        }

        var (folders, parked, health) = (Count(static bench => bench.Folders), Count(static bench => bench.Parked), Count(static bench => bench.Health));
        await _bench.ReceiveAndFollowUpAsync("SUCCESS", updated: 1);

        Assert.Equal("bank:Waiting:1", _bench.StatesOf());
        Assert.Single(_bench.Parked.Rows);
        Assert.Empty(_bench.Queue.Items.OfType<ChangedWork>());
        Assert.Empty(_bench.Sender.Sent);

        // Folder: the fence, its transaction, and a read after listing. List: one row. Endpoint: one read.
        Assert.Equal(("read transaction read", "write", "read"), (folders(), parked(), health()));
    }

    [Fact]
    public async Task EndpointThatRecoveredElsewhere_IsNotifiedAtOnce()
    {
        await FailAsync();
        await TurnWellElsewhereAsync();

        await _bench.ReceiveAndFollowUpAsync("SUCCESS", updated: 1);
        Assert.Equal("bank:Waiting:1", _bench.StatesOf());
        await _bench.DrainAsync();

        Assert.Equal("bank:Delivered:1", _bench.StatesOf());
        Assert.Empty(_bench.Parked.Rows);
    }

    [Fact]
    public async Task Process_KilledBeforeItReadsTheEndpoint_LeavesThatToItsMessage()
    {
        await FailAsync();
        _bench.Service<LocalChanges>().Open(static _ => Task.CompletedTask);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await TurnWellElsewhereAsync();
        _bench.Restart();

        await _bench.DrainAsync();

        Assert.Equal("bank:Delivered:1", _bench.StatesOf());
        Assert.Empty(_bench.Parked.Rows);
    }

    [Fact]
    public async Task ProcessThatDiesBeforeItStoresTheChange_LeavesAnEntryThatOnlyRetentionRemoves()
    {
        await FailAsync();
        _bench.Service<LocalChanges>().Open(static _ => Task.CompletedTask);
        _bench.Folders.Before = static operation => operation == "transaction" ? throw new RequestFailedException(503, "No.") : Task.CompletedTask;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _bench.ReceiveAsync("SUCCESS", updated: 1));
        _bench.Folders.Before = static _ => Task.CompletedTask;
        Assert.Single(_bench.Parked.Rows);

        _bench.Clock.Advance(TimeSpan.FromHours(1));
        await RemoveUnconfirmedAsync();
        Assert.Single(_bench.Parked.Rows);
        _bench.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await WaitingAsync());
        Assert.Single(_bench.Parked.Rows);
        await RemoveUnconfirmedAsync();

        Assert.Empty(_bench.Parked.Rows);
    }

    [Fact]
    public async Task Process_PausedWhileItStoresTheChange_ListsItAgain()
    {
        await FailAsync();
        _bench.Folders.Before = async operation =>
        {
            if (operation == "transaction" && _bench.Parked.Rows.Any())
            {
                _bench.Clock.Advance(TimeSpan.FromDays(2));
                await RemoveUnconfirmedAsync();
                Assert.Empty(_bench.Parked.Rows);
            }
        };
        await _bench.ReceiveAndFollowUpAsync("SUCCESS", updated: 1);
        _bench.Folders.Before = static _ => Task.CompletedTask;

        Assert.Equal("bank:Waiting:1", _bench.StatesOf());
        Assert.NotNull(await WaitingAsync());
    }

    [Fact]
    public async Task Change_ThatLosesItsRace_IsListedAsStored()
    {
        await FailAsync();
        var raced = false;
        _bench.Folders.Before = async operation =>
        {
            if (operation == "transaction" && !raced)
            {
                raced = true;
                _bench.Clock.Advance(TimeSpan.FromTicks(1));
                await _bench.Ingest.ApplyAsync(Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "DECLINED", 2)])), Core.Folders.ChangeCause.Webhook, Token);
            }
        };
        await _bench.ReceiveAndFollowUpAsync("SUCCESS", updated: 3);

        Assert.Equal("bank:Waiting:1 bank:Waiting:1", _bench.StatesOf());
        Assert.All(_bench.Rows(), delivery => Assert.Contains(_bench.Parked.Rows, row => ParkedKeys.Read(row) == delivery.ParkedEntry));

        _bench.Clock.Advance(TimeSpan.FromMinutes(2));
        var page = await _bench.Service<ParkedDeliveries>().ListAsync(new ParkedFilter([DeliveryState.Waiting], "bank"), from: null, limit: 10, Token);
        Assert.Equal((2, 2), (page.Items.Count, _bench.Parked.Rows.Count()));
    }

    private async Task<Stored<Delivery>?> WaitingAsync() => (await _bench.Service<ParkedDeliveries>().FirstWaitingAsync("bank", after: null, Token)).First;

    private Task<PageOf<ParkedEntry>> RemoveUnconfirmedAsync() => _bench.Service<ParkedDeliveries>().RemoveUnconfirmedAsync(null, Token);

    // The cached health in this process does not change.
    private async Task TurnWellElsewhereAsync() => await
        new EndpointMonitor(new EndpointHealthStore(_bench.Health), _bench.Queue, _bench.Clock).ChangeAsync("bank", static health => health.TurnedHealthy(), Token);

    private async Task FailAsync() => await _bench.Monitor.ChangeAsync("bank", static health => health.TurnedFailing(Payloads.Now, Payloads.Now.AddHours(1)), Token);

    private Func<string> Count(Func<NotificationBench, Storage.Fakes.FakeTableClient> table)
    {
        var seen = new List<string>();
        table(_bench).Before = operation =>
        {
            seen.Add(operation);
            return Task.CompletedTask;
        };
        return () => string.Join(' ', seen);
    }
}
