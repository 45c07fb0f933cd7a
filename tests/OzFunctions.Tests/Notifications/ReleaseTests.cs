using System.Collections.Concurrent;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Notifications;

/// <summary>The waiting deliveries of a recovered endpoint are released by one run, oldest first, a few at a time, without exception.</summary>
public sealed class ReleaseTests
{
    private const string Only = NotificationTypes.FolderResolutionChanged;

    // Delays last whole milliseconds.
    private static readonly TimeSpan DelayPrecision = TimeSpan.FromMilliseconds(1);

    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", Only)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private EndpointReleases Releases => _bench.Service<EndpointReleases>();

    [Fact]
    public async Task Release_CreatesNoMessagePerDelivery()
    {
        await WaitAsync(30);
        await Releases.RequestAsync("bank", Token);
        var most = 0;
        _bench.Sender.Answer = _ =>
        {
            most = Math.Max(most, _bench.Queue.Items.Count);
            return Task.FromResult(new AttemptResult(200));
        };

        await _bench.DrainAsync();

        Assert.Equal((30, 0), (_bench.Sender.Sent.Count, most));
    }

    [Fact]
    public async Task Release_RequestedManyTimesAtOnce_IsOneRun()
    {
        await WaitAsync(5);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Releases.RequestAsync("bank", Token)));
        _bench.Restart();
        await Releases.RequestAsync("bank", Token);
        await _bench.DrainAsync();

        Assert.Equal(5, _bench.Sender.Sent.Count);
        var run = Assert.Single(_bench.RunRows.Rows, static row => row.PartitionKey == RunKinds.Release);
        Assert.Equal("""{"attempted":5,"delivered":5}""", run.GetString("Counts"));
    }

    [Fact]
    public async Task Parking_DuringTheLastReadOfARelease_IsReleasedToo()
    {
        await WaitAsync(1);
        await Releases.RequestAsync("bank", Token);
        var isLate = false;
        _bench.Health.Before = async operation =>
        {
            // The release is about to store that it is complete.
            if (operation == "write" && !isLate && _bench.Sender.Sent.Count == 1)
            {
                isLate = true;
                await WaitAsync(1, "late");
                await Releases.RequestAsync("bank", Token);
            }
        };

        await _bench.DrainAsync();

        Assert.Equal(2, _bench.Sender.Sent.Count);
        Assert.Empty(_bench.Parked.Rows);
        Assert.Null((await _bench.Monitor.ReadAsync("bank", Token)).Release);
    }

    [Fact]
    public async Task Request_DuringWhichTheActiveReleaseEnds_StartsAnother()
    {
        await WaitAsync(1);
        await Releases.RequestAsync("bank", Token);
        _bench.Queue.Take();
        _bench.Health.BeforeFirst("write", () => _bench.Monitor.ChangeAsync("bank", static health => health with { Release = null }, Token));

        await Releases.RequestAsync("bank", Token);
        await _bench.DrainAsync();

        Assert.Empty(_bench.Parked.Rows);
    }

    [Fact]
    public async Task Parking_AmongEntriesThatAReleaseHasPassed_IsReleasedToo()
    {
        var key = _bench.Rows((await WaitAsync(1))[0])[0].Key;
        var later = _bench.Clock.GetUtcNow().AddMinutes(1);
        for (var i = 0; i < 101; i++)
        {
            await _bench.Deliveries.ParkAsync(new ParkedEntry(DeliveryState.Waiting, later, later, $"unstored{i:D3}", key), Token);
        }

        await Releases.RequestAsync("bank", Token);
        var pages = 0;
        _bench.Health.Before = async operation =>
        {
            // The release is about to read the second page of a scan whose first page held nothing to deliver.
            if (operation == "read" && _bench.Sender.Sent.Count == 1 && ++pages == 2)
            {
                _bench.Health.Before = static _ => Task.CompletedTask;
                await WaitAsync(1, "late");
                await Releases.RequestAsync("bank", Token);
            }
        };

        await _bench.DrainAsync(until: _bench.Clock.GetUtcNow().AddMinutes(5));

        Assert.Equal(2, _bench.Sender.Sent.Count);
    }

    [Fact]
    public async Task RetryThatWaits_WhoseProcessDiedBeforeTheReleaseRequest_RequestsItByItsMessage()
    {
        var folder = (await WaitAsync(1))[0];
        var row = (await _bench.Deliveries.FindAsync(folder, _bench.Rows(folder)[0].Key, Token))!;
        await _bench.Deliveries.TryWriteAsync(row.Value with { Attempt = 2, LastAttemptAt = _bench.Clock.GetUtcNow() }, row.ETag, Token);

        await _bench.RunAsync(WorkFormat.Write(new DeliverWork(folder, $"{row.Value.Key}", 2)));
        await _bench.DrainAsync();

        Assert.Empty(_bench.Parked.Rows);
    }

    [Fact]
    public async Task Release_ToAnEndpointThatFailsAgain_StopsAndLeavesTheRestWaiting()
    {
        await WaitAsync(40);
        _bench.Sender.Always(503);
        await Releases.RequestAsync("bank", Token);

        while ((await _bench.Monitor.ReadAsync("bank", Token)).Release is not null)
        {
            await _bench.StepAsync();
        }

        Assert.InRange(_bench.Sender.Sent.Count, 3, 3 + EndpointCapacity.Default);
        Assert.Equal(EndpointState.Failing, (await _bench.Monitor.ReadAsync("bank", Token)).State);
        Assert.Equal(40, _bench.Parked.Rows.Count());
    }

    [Fact]
    public async Task ReleaseOfAProcessThatDied_IsTakenOverWithinAMinute()
    {
        await WaitAsync(5);
        await Releases.RequestAsync("bank", Token);
        var message = _bench.Queue.Take()!.Value.Text;
        using var dead = new CancellationTokenSource();
        await dead.CancelAsync();
        _bench.Sender.Answer = static _ => throw new OperationCanceledException("The process dies.");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.HandleAsync(WorkQueueName.Runs, message, dead.Token));
        _bench.Restart();
        _bench.Sender.Always(200);
        var died = _bench.Clock.GetUtcNow();

        await _bench.RunAsync(message);
        Assert.True(_bench.Queue.NextDue <= died.AddMinutes(1));
        await _bench.DrainAsync();

        Assert.Empty(_bench.Parked.Rows);
        Assert.Single(_bench.RunRows.Rows, static row => row.PartitionKey == RunKinds.Release);
    }

    [Fact]
    public async Task Release_WithALostRun_IsReplacedByTheNextRequest()
    {
        await WaitAsync(2);
        await Releases.RequestAsync("bank", Token);
        Assert.NotNull(await Releases.TryTakeAsync("bank", RunId.TryParse(Assert.IsType<RunWork>(WorkFormat.Read(_bench.Queue.Take()!.Value.Text)).Run)!, Token));
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, await _bench.Service<EndpointMaintenance>().RunAsync(Token));
        await _bench.DrainAsync();

        Assert.Empty(_bench.Parked.Rows);
    }

    [Fact]
    public async Task HealthyEndpoint_WithNothingWaiting_StartsNoRelease()
    {
        Assert.Equal(0, await _bench.Service<EndpointMaintenance>().RunAsync(Token));
        Assert.Empty(_bench.Queue.Items);
        Assert.Empty(_bench.RunRows.Rows);
    }

    [Fact]
    public async Task Answer_DuringAReleaseThatTheStorageFails_IsRecorded()
    {
        var folders = await WaitAsync(2);
        await Releases.RequestAsync("bank", Token);
        var attempts = 0;
        _bench.Sender.Answer = async _ =>
        {
            if (Interlocked.Increment(ref attempts) == 2)
            {
                throw new Core.StoreUnavailableException("Not now.");
            }

            await Task.Delay(TimeSpan.FromSeconds(1), _bench.Clock);

            // A write that takes a moment notices a cancelled token.
            _bench.Folders.Before = _ => Task.Delay(TimeSpan.FromMilliseconds(5), _bench.Clock);
            return new AttemptResult(200);
        };

        var report = await _bench.StepAsync();

        Assert.Equal(WorkResult.Fault, report!.Result);
        Assert.Equal(["bank:Delivered:1", "bank:Waiting:1"], folders.Select(_bench.StatesOf).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(2, 15)]
    [InlineData(20, 150)]
    public async Task Release_MakesAsManyAttemptsAtOnceAndASecondAsFollowFromItsEndpoint(int maxConcurrent, int perSecond)
    {
        _bench.Settings = Endpoints.Settings(Endpoints.Named("bank", Only) with { Capacity = new EndpointCapacity(maxConcurrent) });
        _bench.Restart();
        await WaitAsync(40);
        await Releases.RequestAsync("bank", Token);
        var answer = new TaskCompletionSource<AttemptResult>();
        var starts = new ConcurrentQueue<DateTimeOffset>();
        _bench.Sender.Answer = _ =>
        {
            starts.Enqueue(_bench.Clock.GetUtcNow());
            return answer.Task;
        };

        var (began, interval) = (_bench.Clock.GetUtcNow(), TimeSpan.FromSeconds(1.0 / perSecond));
        var step = _bench.HandleAsync(WorkQueueName.Runs, _bench.Queue.Take()!.Value.Text, Token);
        await Poll.UntilAsync(() =>
        {
            // The step may set its timer only after the clock has advanced, and then it starts an attempt later than it could.
            _bench.Clock.Advance(interval);
            return starts.Count == maxConcurrent;
        });
        Assert.All(starts.Order().Index(), start => Assert.InRange(start.Item - began, (start.Index * interval) - DelayPrecision, TimeSpan.MaxValue));
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(maxConcurrent, _bench.Sender.Sent.Count);
        answer.SetResult(new AttemptResult(200));
        await Poll.UntilAsync(() =>
        {
            _bench.Clock.Advance(TimeSpan.FromMilliseconds(100));
            return step.IsCompleted;
        });
        await _bench.DrainAsync();
        Assert.Equal(40, _bench.Sender.Sent.Count);
    }

    [Fact]
    public async Task Parking_WithoutItsDelivery_IsRemovedOnceItsWriterHasTimedOut()
    {
        var folder = (await WaitAsync(1))[0];
        var row = await _bench.Deliveries.FindAsync(folder, _bench.Rows(folder)[0].Key, Token);
        var moved = row!.Value with { State = DeliveryState.Dead, ParkedAt = _bench.Clock.GetUtcNow() };
        await _bench.Deliveries.ParkAsync(moved.ParkedEntry!, Token);
        var parked = _bench.Service<ParkedDeliveries>();

        Assert.Empty((await parked.ListAsync(new ParkedFilter([DeliveryState.Dead]), null, 10, Token)).Items);
        Assert.Equal(2, _bench.Parked.Rows.Count());
        _bench.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty((await parked.ListAsync(new ParkedFilter([DeliveryState.Dead]), null, 10, Token)).Items);

        Assert.Single(_bench.Parked.Rows);
        Assert.Null(await _bench.Deliveries.TryWriteAsync(moved, row.ETag, Token));
    }

    // Parks deliveries as a process does that finds the endpoint failing; the endpoint is healthy again.
    private async Task<List<string>> WaitAsync(int folders, string prefix = "f")
    {
        var names = Enumerable.Range(0, folders).Select(i => $"{prefix}{i:D2}").ToList();
        foreach (var name in names)
        {
            await _bench.ReceiveAsync("SUCCESS", updated: 1, folder: name);
            _bench.Queue.Take();
            var row = await _bench.Deliveries.FindAsync(name, _bench.Rows(name)[0].Key, Token);
            Assert.True(await _bench.Service<DeliveryMoves>().TryMoveAsync(row!, row!.Value with { State = DeliveryState.Waiting }, Token));
        }

        return names;
    }
}
