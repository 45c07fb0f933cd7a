using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Work;
using OzFunctions.Storage.Notifications;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Notifications;

/// <summary>The changes of an endpoint's state between healthy, failing and disabled, and the deliveries owed to it.</summary>
public sealed class EndpointStateTests
{
    private const string Only = NotificationTypes.FolderResolutionChanged;

    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", Only)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<EndpointHealth> Health => _bench.Monitor.ReadAsync("bank", Token);

    [Fact]
    public async Task FailingEndpoint_IsProbedAfterHalfAMinuteDoublingToFiveMinutes()
    {
        await FailAsync(folders: 3);
        var tries = new List<long>();
        while (tries.Count < 7)
        {
            _bench.Sender.Sent.Clear();
            await _bench.StepAsync();
            tries.AddRange(_bench.Sender.Sent.Select(static sent => sent.Timestamp));
        }

        Assert.Equal([60, 120, 240, 300, 300, 300], tries.Zip(tries.Skip(1), static (before, after) => (int)Math.Round((after - before) / 10.0) * 10));
    }

    [Fact]
    public async Task Probes_TryOneWaitingDeliveryAfterTheOther_OldestFirst()
    {
        await FailAsync(folders: 5);
        _bench.Sender.Sent.Clear();

        while (_bench.Sender.Sent.Count < 6)
        {
            await _bench.StepAsync();
        }

        var tried = _bench.Sender.Sent.Select(static sent => sent.Id).ToList();
        Assert.Equal(5, tried.Distinct().Count());
        Assert.Equal(tried[0], tried[5]);
    }

    [Fact]
    public async Task Probe_ThatFails_UsesUpNoAttemptOfTheSchedule()
    {
        await FailAsync(folders: 3);
        var before = _bench.StatesOf("f0");

        while ((await Health).Probe!.Number < 5)
        {
            await _bench.StepAsync();
        }

        Assert.Equal(before, _bench.StatesOf("f0"));
    }

    [Fact]
    public async Task Refusal_OfOneDeliveryAlone_DoesNotKeepTheOthersWaiting()
    {
        await FailAsync(folders: 4);
        var refused = _bench.Rows("f0")[0].WebhookId;
        _bench.Sender.Answer = sent => Task.FromResult(new AttemptResult(sent.Id == refused ? 400 : 200));

        await _bench.DrainAsync(until: _bench.Clock.GetUtcNow().AddMinutes(5));

        Assert.Equal(EndpointState.Well, (await Health).State);
        Assert.All(["f1", "f2", "f3"], folder => Assert.Equal(DeliveryState.Delivered, Assert.Single(_bench.Rows(folder)).State));
        Assert.Equal(DeliveryState.Pending, Assert.Single(_bench.Rows("f0")).State);
    }

    [Fact]
    public async Task FailingEndpoint_WithNothingToProbe_BecomesHealthyAndForgetsItsFailures()
    {
        await FailAsync(folders: 3);
        foreach (var row in _bench.Folders.Rows.ToList())
        {
            await _bench.Folders.DeleteEntityAsync(row.PartitionKey, row.RowKey, Azure.ETag.All, Token);
        }

        _bench.Clock.Advance(TimeSpan.FromMinutes(11));
        await _bench.DrainAsync();

        Assert.True(await Health is { State: EndpointState.Well, FailingSince: null });
        Assert.Empty(_bench.Parked.Rows);
    }

    [Fact]
    public async Task Probe_WithTwoMessages_IsMadeOnce()
    {
        await FailAsync(folders: 3);
        _bench.Sender.Sent.Clear();
        var message = WorkFormat.Write(new ProbeWork("bank", 1, 1));
        WorkReport? meanwhile = null;
        _bench.Sender.Answer = async _ =>
        {
            meanwhile ??= await _bench.HandleAsync(WorkQueueName.Deliveries, message, Token);
            return new AttemptResult(503);
        };

        await _bench.RunAsync(message);
        var again = await _bench.RunAsync(message);

        Assert.Equal((WorkResult.PutBack, WorkResult.Dropped), (meanwhile!.Result, again.Result));
        Assert.Single(_bench.Sender.Sent);
    }

    [Theory]
    [InlineData(200, EndpointState.Well)]
    [InlineData(503, EndpointState.Failing)]
    public async Task Probe_DuringWhichAReleaseChangesTheRow_EndsAllTheSame(int status, EndpointState after)
    {
        await FailAsync(folders: 3);
        _bench.Sender.Answer = async _ =>
        {
            await _bench.Monitor.ChangeAsync("bank", static health => health with { ReleasesAsked = health.ReleasesAsked + 1 }, Token);
            return new AttemptResult(status);
        };

        await _bench.RunAsync(WorkFormat.Write(new ProbeWork("bank", 1, 1)));

        var health = await Health;
        Assert.Equal((after, after is EndpointState.Failing ? 2 : null), (health.State, health.Probe?.Number));
        Assert.InRange(health.ReleasesAsked, 1, 2);
    }

    [Fact]
    public async Task NextAttemptOfAReleasedDelivery_ReceivedBeforeItsRowIsWritten_IsMadeOnceItIs()
    {
        await FailAsync(folders: 3);
        var refused = _bench.Rows("f0")[0].WebhookId;
        _bench.Sender.Answer = sent => Task.FromResult(new AttemptResult(sent.Id == refused ? 400 : 200));
        WorkReport? early = null;
        _bench.Parked.Before = async _ =>
        {
            if (early is null && _bench.Queue.Items.OfType<DeliverWork>().Any(static work => work.Folder == "f0"))
            {
                early = new WorkReport(WorkResult.Done, "");
                early = await _bench.HandleAsync(WorkQueueName.Deliveries, _bench.Queue.Take()!.Value.Text, Token);
            }
        };

        await _bench.DrainAsync(until: _bench.Clock.GetUtcNow().AddMinutes(5));
        _bench.Sender.Always(200);
        await _bench.DrainAsync(until: _bench.Clock.GetUtcNow().AddHours(1));

        Assert.Equal(WorkResult.PutBack, early?.Result);
        Assert.Equal(DeliveryState.Delivered, Assert.Single(_bench.Rows("f0")).State);
    }

    [Fact]
    public async Task NextAttempt_WhoseRowIsNeverWritten_IsDroppedAfterAMinute()
    {
        await FailAsync(folders: 3);
        var row = _bench.Rows("f0")[0];
        var early = new DeliverWork("f0", $"{row.Key}", row.Attempt + 1);

        var reports = (await _bench.RunAsync(WorkFormat.Write(early)), await _bench.RunAsync(WorkFormat.Write(early with { PutBacks = 6 })));

        Assert.Equal((WorkResult.PutBack, WorkResult.Dropped), (reports.Item1.Result, reports.Item2.Result));
    }

    [Fact]
    public async Task Probe_ReceivedBeforeItsRowIsWritten_IsDeferredForLongerThanAWriteTakes()
    {
        var early = new ProbeWork("bank", 1, 1);
        Assert.Equal(WorkResult.PutBack, (await _bench.RunAsync(WorkFormat.Write(early))).Result);
        await FailAsync(folders: 3);
        Assert.Equal(WorkResult.PutBack, (await _bench.RunAsync(WorkFormat.Write(early with { Probe = 9 }))).Result);
        Assert.Equal(WorkResult.Dropped, (await _bench.RunAsync(WorkFormat.Write(early with { Probe = 9, PutBacks = 6 }))).Result);
        _bench.Sender.Always(200);

        await _bench.DrainAsync(until: _bench.Clock.GetUtcNow().AddMinutes(1));

        Assert.Equal(EndpointState.Well, (await Health).State);
        Assert.Empty(_bench.Parked.Rows);
    }

    [Fact]
    public async Task Probe_WhoseProcessDied_IsTakenUpByItsMessageOnceTheClaimIsOver()
    {
        await FailAsync(folders: 3);
        var message = WorkFormat.Write(new ProbeWork("bank", 1, 1));
        using var dead = new CancellationTokenSource();
        _bench.Sender.Answer = _ => throw new OperationCanceledException("The process dies.");
        await dead.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.HandleAsync(WorkQueueName.Deliveries, message, dead.Token));
        _bench.Restart();
        _bench.Sender.Always(200);
        var died = _bench.Clock.GetUtcNow();

        Assert.Equal(WorkResult.PutBack, (await _bench.RunAsync(message)).Result);
        await _bench.DrainAsync(until: died.AddMinutes(1));

        Assert.Equal(EndpointState.Well, (await Health).State);
        Assert.Empty(_bench.Parked.Rows);
    }

    [Fact]
    public async Task Probe_WhoseProcessDiedBeforeTheReleaseRequest_RequestsItByItsMessage()
    {
        await FailAsync(folders: 3);
        await _bench.Monitor.ChangeAsync("bank", static health => health.TurnedWell(), Token);
        _bench.Sender.Always(200);

        await _bench.DrainAsync();

        Assert.Empty(_bench.Parked.Rows);
        Assert.Equal(3, _bench.Sender.Sent.Select(static sent => sent.Id).Distinct().Count());
    }

    [Fact]
    public async Task Parking_AfterARecoverySeenElsewhere_IsReleasedAtOnce()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.Monitor.ChangeAsync("bank", static health => health.TurnedFailing(Payloads.Now, Payloads.Now), Token);
        await new EndpointMonitor(new EndpointHealthStore(_bench.Health), _bench.Queue, _bench.Clock)
            .ChangeAsync("bank", static health => health.TurnedWell(), Token);

        var parked = await _bench.StepAsync();
        await _bench.DrainAsync();

        Assert.Contains("waits", parked!.Detail, StringComparison.Ordinal);
        Assert.Equal("bank:Delivered:1", _bench.StatesOf());
    }

    [Fact]
    public async Task Endpoint_AtItsConcurrencyLimit_ParksTheRestAndReleasesThem()
    {
        const int Folders = EndpointLimits.MaxConcurrent + EndpointLimits.MaxQueued + 10;
        var release = new TaskCompletionSource<AttemptResult>();
        _bench.Sender.Answer = _ => release.Task;
        for (var i = 0; i < Folders; i++)
        {
            await _bench.ReceiveAsync("SUCCESS", updated: 1, folder: $"f{i}");
        }

        var underWay = new List<Task<WorkReport>>();
        for (var i = 0; i < Folders; i++)
        {
            underWay.Add(_bench.HandleAsync(WorkQueueName.Changes, _bench.Queue.Take()!.Value.Text, Token));
        }

        Assert.Equal(10, Enumerable.Range(0, Folders).Count(i => _bench.StatesOf($"f{i}") == "bank:Waiting:1"));
        release.SetResult(new AttemptResult(200));
        await Task.WhenAll(underWay);
        await _bench.DrainAsync();

        Assert.Equal(Folders, _bench.Sender.Sent.Select(static sent => sent.Id).Distinct().Count());
        Assert.Empty(_bench.Parked.Rows);
    }

    [Fact]
    public async Task OverdueProbe_IsRenewedByAScheduledRun()
    {
        await FailAsync(folders: 3);
        Assert.IsType<ProbeWork>(WorkFormat.Read(_bench.Queue.Take()!.Value.Text));
        var overdueAt = (await Health).Probe!.DueAt.AddMinutes(1);
        _bench.Clock.SetUtcNow(overdueAt.AddTicks(-1));
        Assert.Equal(0, await _bench.Service<EndpointMaintenance>().RunAsync(Token));
        Assert.Empty(_bench.Queue.Items);
        _bench.Clock.SetUtcNow(overdueAt);

        await _bench.Service<EndpointMaintenance>().RunAsync(Token);

        Assert.Equal(1, Assert.IsType<ProbeWork>(Assert.Single(_bench.Queue.Items)).Probe);
    }

    [Fact]
    public async Task Disabling_InTheSecondOfATest_IsNotifiedOnce()
    {
        var bench = new NotificationBench(Endpoints.Settings(Endpoints.Named("bank", Only), Endpoints.Named("ops", NotificationTypes.EndpointDisabled)));
        await bench.Service<EndpointTest>().RunAsync(bench.Settings.Endpoints[0], Token);
        bench.Sender.Sent.Clear();

        await bench.Switch.DisableAsync("bank", "It answered 410 Gone.", Token);
        await bench.Service<EndpointTest>().RunAsync(bench.Settings.Endpoints[0], Token);
        await bench.Switch.DisableAsync("bank", "It answered 410 Gone.", Token);
        await bench.DrainAsync();

        Assert.Single(bench.Sender.Sent, static sent => sent.Endpoint.Name == "ops");
    }

    // Three failures within half a minute; after them all deliveries wait.
    private async Task FailAsync(int folders)
    {
        _bench.Sender.Always(503);
        for (var i = 0; i < folders; i++)
        {
            await _bench.ReceiveAsync("SUCCESS", updated: 1, folder: $"f{i}");
        }

        await _bench.DrainAsync(until: Payloads.Now.AddSeconds(15));
        Assert.Equal(EndpointState.Failing, (await Health).State);
        Assert.All(Enumerable.Range(0, folders), i => Assert.Equal(DeliveryState.Waiting, Assert.Single(_bench.Rows($"f{i}")).State));
    }
}
