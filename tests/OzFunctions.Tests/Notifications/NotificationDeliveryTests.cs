using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Work;
using OzFunctions.Storage.Notifications;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Notifications;

/// <summary>Deliveries from the webhook to their final state. The test sets the clock.</summary>
public sealed class NotificationDeliveryTests
{
    private const string Only = NotificationTypes.FolderResolutionChanged;

    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", Only)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Change_NotifiesEverySubscribedEndpoint()
    {
        var bench = new NotificationBench(Endpoints.Settings(Endpoints.Named("all"), Endpoints.Named("folders", "folder.*"), Endpoints.Named("none", "endpoint.*")));

        await bench.ReceiveAsync("SUCCESS", updated: 1);
        await bench.DrainAsync();

        Assert.Equal(
            ["all folder.resolution_changed", "all group.resolution_changed", "folders folder.resolution_changed"],
            bench.Sender.Sent.Select(static sent => $"{sent.Endpoint.Name} {TypeOf(sent)}").Order());
        Assert.Equal("all:Delivered:1 folders:Delivered:1 all:Delivered:1", bench.StatesOf());
    }

    [Fact]
    public async Task Duplicate_NotifiesNoEndpoint()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.DrainAsync();

        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.DrainAsync();

        Assert.Single(_bench.Sender.Sent);
    }

    [Fact]
    public async Task Failures_AreTriedTenTimesOverThreeDaysWithOneIdAndThenDead()
    {
        _bench.Sender.Always(500);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);

        // Successful deliveries of other notifications keep the endpoint healthy.
        while (await _bench.StepAsync() is not null)
        {
            _bench.Monitor.Succeeded("bank");
        }

        Assert.Equal(10, _bench.Sender.Sent.Count);
        Assert.Single(_bench.Sender.Sent.Select(static sent => sent.Id).Distinct());
        Assert.Single(_bench.Sender.Sent.Select(static sent => Convert.ToHexString(sent.Body.Span)).Distinct());
        Assert.Equal(TimeSpan.Parse("3.03:35:05"), TimeSpan.FromSeconds(_bench.Sender.Sent[^1].Timestamp - _bench.Sender.Sent[0].Timestamp));
        Assert.Equal("bank:Dead:10", _bench.StatesOf());
        Assert.Equal(500, _bench.Rows()[0].LastAnswer!.Status);
        Assert.Equal("Dead|bank", Assert.Single(_bench.Parked.Rows).PartitionKey);
    }

    [Fact]
    public async Task Failure_ThenSuccess_IsDelivered()
    {
        _bench.Sender.Always(503);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.StepAsync();
        _bench.Sender.Always(204);

        await _bench.DrainAsync();

        Assert.Equal("bank:Delivered:2", _bench.StatesOf());
        Assert.Empty(_bench.Parked.Rows);
    }

    [Fact]
    public async Task Gone_DisablesTheEndpointHoldsItsDeliveriesAndNotifiesTheOthersOnce()
    {
        var bench = new NotificationBench(Endpoints.Settings(Endpoints.Named("gone", Only), Endpoints.Named("other", "endpoint.*")));
        bench.Sender.Answer = static sent => Task.FromResult(new AttemptResult(sent.Endpoint.Name == "gone" ? 410 : 200));

        await bench.ReceiveAsync("SUCCESS", updated: 1);
        await bench.DrainAsync();
        await bench.ReceiveAsync("DECLINED", updated: 2);
        await bench.DrainAsync();

        Assert.Equal("gone:Waiting:1 gone:Waiting:1", bench.StatesOf());
        Assert.Equal(["gone", "other"], bench.Sender.Sent.Select(static sent => sent.Endpoint.Name));
        Assert.Equal(NotificationTypes.EndpointDisabled, TypeOf(bench.Sender.Sent[1]));
        Assert.Equal(2, bench.Parked.Rows.Count());
        Assert.Equal("It answered 410 Gone.", (await bench.Monitor.ReadAsync("gone", Token)).DisabledBecause);
    }

    [Fact]
    public async Task FiveDaysOfNothingButFailures_DisableTheEndpoint()
    {
        _bench.Sender.Always(500);
        for (var day = 0; day < 5; day++)
        {
            await _bench.ReceiveAsync(day % 2 == 0 ? "SUCCESS" : "DECLINED", updated: day);
            await _bench.DrainAsync(until: Payloads.Now.AddDays(day + 1));
            _bench.Clock.SetUtcNow(Payloads.Now.AddDays(day + 1));
            Assert.False((await _bench.Monitor.ReadAsync("bank", Token)).IsDisabled);
        }

        await _bench.DrainAsync();

        var health = await _bench.Monitor.ReadAsync("bank", Token);
        Assert.True(health.IsDisabled);
        Assert.Contains("5 days", health.DisabledBecause, StringComparison.Ordinal);
        Assert.Contains(_bench.Rows(), static row => row.State is DeliveryState.Waiting);
    }

    [Fact]
    public async Task TwoFailuresDaysApart_WithSuccessesInAnotherProcessBetweenThem_KeepTheEndpoint()
    {
        var here = _bench.Monitor;
        _bench.Restart();
        await here.FailedAsync("bank", turn: 0, Token);
        for (var day = 1; day <= 6; day++)
        {
            _bench.Clock.Advance(TimeSpan.FromDays(1));
            _bench.Monitor.Succeeded("bank");
            await _bench.Monitor.StoreSuccessAsync("bank", Token);
        }

        Assert.True(_bench.Clock.GetUtcNow() - (await here.FailedAsync("bank", turn: 0, Token)).FailingSince < EndpointMonitor.DisabledAfter);
    }

    [Fact]
    public async Task OneSuccessInFiveDays_KeepsTheEndpoint()
    {
        _bench.Sender.Answer = sent => Task.FromResult(new AttemptResult(_bench.Sender.Sent.Count == 4 ? 200 : 500));
        for (var day = 0; day < 7; day++)
        {
            await _bench.ReceiveAsync(day % 2 == 0 ? "SUCCESS" : "DECLINED", updated: day, folder: $"f{day}");
            await _bench.DrainAsync(until: Payloads.Now.AddDays(day + 1));
            _bench.Clock.SetUtcNow(Payloads.Now.AddDays(day + 1));
            _bench.Sender.Answer = day == 3 ? static _ => Task.FromResult(new AttemptResult(200)) : static _ => Task.FromResult(new AttemptResult(500));
        }

        Assert.False((await _bench.Monitor.ReadAsync("bank", Token)).IsDisabled);
    }

    [Fact]
    public async Task HangingEndpoint_StaysWithinItsLimitAndDelaysNoOther()
    {
        var bench = new NotificationBench(Endpoints.Settings(Endpoints.Named("hangs", Only), Endpoints.Named("healthy", Only)));
        var release = new TaskCompletionSource<AttemptResult>();
        bench.Sender.Answer = sent => sent.Endpoint.Name == "hangs" ? release.Task : Task.FromResult(new AttemptResult(200));
        for (var i = 0; i < 20; i++)
        {
            await bench.ReceiveAsync("SUCCESS", updated: 1, folder: $"f{i}");
        }

        var underWay = new List<Task>();
        for (var i = 0; i < 20; i++)
        {
            underWay.Add(bench.HandleAsync(WorkQueueName.Changes, bench.Queue.Take()!.Value.Text, Token));
        }

        Assert.Equal(EndpointCapacity.Default, bench.Sender.Sent.Count(static sent => sent.Endpoint.Name == "hangs"));
        Assert.Equal(20, bench.Sender.Sent.Count(static sent => sent.Endpoint.Name == "healthy"));
        release.SetResult(new AttemptResult(200));
        await Task.WhenAll(underWay);
        await bench.DrainAsync();
        Assert.Equal(20, bench.Sender.Sent.Count(static sent => sent.Endpoint.Name == "hangs"));
    }

    [Fact]
    public async Task FailingEndpoint_IsOnlyProbedAndItsDeliveriesWaitUncounted()
    {
        const int BeforeItFails = 3;
        _bench.Sender.Always(500);
        for (var i = 0; i < 30; i++)
        {
            await _bench.ReceiveAsync("SUCCESS", updated: 1, folder: $"f{i}");
        }

        await _bench.DrainAsync(until: Payloads.Now.AddSeconds(10));

        Assert.Equal(BeforeItFails, _bench.Sender.Sent.Count);
        Assert.IsType<ProbeWork>(Assert.Single(_bench.Queue.Items));
        // The failure that shows that the endpoint fails is not counted either.
        Assert.Equal(30 - BeforeItFails + 1, Enumerable.Range(0, 30).Count(i => _bench.StatesOf($"f{i}") == "bank:Waiting:1"));
        await _bench.DrainAsync(until: Payloads.Now.AddSeconds(65));
        Assert.Equal(BeforeItFails + 1, _bench.Sender.Sent.Count);
        _bench.Sender.Always(200);
        await _bench.DrainAsync();
        Assert.All(Enumerable.Range(0, 30), i => Assert.Equal(DeliveryState.Delivered, _bench.Rows($"f{i}")[0].State));
        Assert.Empty(_bench.Parked.Rows);
    }

    [Fact]
    public async Task LastAttempt_ThatFailsBecauseItsEndpointDoes_IsNotTheLast()
    {
        var bench = new NotificationBench(_bench.Settings, schedule: []);
        bench.Sender.Always(500);
        for (var i = 0; i < 3; i++)
        {
            await bench.ReceiveAsync("SUCCESS", updated: 1, folder: $"f{i}");
        }

        await bench.DrainAsync(until: Payloads.Now.AddSeconds(10));

        Assert.Equal(["bank:Dead:1", "bank:Dead:1", "bank:Waiting:1"], Enumerable.Range(0, 3).Select(i => bench.StatesOf($"f{i}")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Failure_ShowsWhenItIsTriedAgain()
    {
        _bench.Sender.Always(500);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.StepAsync();

        Assert.Equal(_bench.Queue.NextDue, Assert.Single(_bench.Rows()).NextAttemptAt);
        Assert.Equal(_bench.Clock.GetUtcNow() + TimeSpan.FromSeconds(5), _bench.Queue.NextDue);
    }

    [Fact]
    public async Task DeadDelivery_IsAlarming_AndOneHeldForARemovedEndpoint_IsNot()
    {
        var bench = new NotificationBench(_bench.Settings, schedule: []);
        bench.Sender.Always(500);
        await bench.ReceiveAsync("SUCCESS", updated: 1);
        var dead = await bench.RunAsync(bench.TakeFirstAttempt());
        bench.Settings = NotificationSettings.None;
        bench.Restart();
        await bench.RunAsync(WorkFormat.Write(new DeliverWork(PayloadJson.FolderId, bench.Rows()[0].Key.ToString(), Attempt: 1)));
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        var message = _bench.TakeFirstAttempt();
        _bench.Settings = NotificationSettings.None;
        _bench.Restart();
        var held = await _bench.RunAsync(message);

        Assert.Equal((WorkWeight.Alarming, WorkWeight.Notable), (dead.Weight, held.Weight));
        Assert.Equal((DeliveryState.Dead, DeliveryState.Waiting), (bench.Rows()[0].State, _bench.Rows()[0].State));
    }

    [Fact]
    public async Task Endpoint_JustEnabledByAnotherProcess_IsNotified()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.Switch.DisableAsync("bank", "It answered 410 Gone.", int.MaxValue, failingSince: null, Token);
        await new EndpointMonitor(new EndpointHealthStore(_bench.Health), _bench.Queue, _bench.Clock).ChangeAsync("bank", static health => health.TurnedHealthy(), Token);

        await _bench.DrainAsync();

        Assert.Equal("bank:Delivered:1", _bench.StatesOf());
    }

    private static string TypeOf(SignedNotification sent) => (string)System.Text.Json.Nodes.JsonNode.Parse(sent.Body.Span)!["type"]!;
}
