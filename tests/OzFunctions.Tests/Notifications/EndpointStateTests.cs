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
    public async Task Refusal_OfOneDeliveryAlone_DoesNotKeepTheOthersWaiting()
    {
        await _bench.FailAsync(folders: 4);
        var refused = _bench.Rows("f0")[0].WebhookId;
        _bench.Sender.Answer = sent => Task.FromResult(new AttemptResult(sent.Id == refused ? 400 : 200));

        await _bench.DrainAsync(until: _bench.Clock.GetUtcNow().AddMinutes(5));

        Assert.Equal(EndpointState.Healthy, (await Health).State);
        Assert.All(["f1", "f2", "f3"], folder => Assert.Equal(DeliveryState.Delivered, Assert.Single(_bench.Rows(folder)).State));
        Assert.Equal(DeliveryState.Pending, Assert.Single(_bench.Rows("f0")).State);
    }

    [Fact]
    public async Task NextAttemptOfAReleasedDelivery_ReceivedBeforeItsRowIsWritten_IsMadeOnceItIs()
    {
        await _bench.FailAsync(folders: 3);
        var refused = _bench.Rows("f0")[0].WebhookId;
        _bench.Sender.Answer = sent => Task.FromResult(new AttemptResult(sent.Id == refused ? 400 : 200));
        WorkReport? early = null;
        _bench.Folders.Before = async _ =>
        {
            if (early is null && _bench.Queue.Items.OfType<DeliverWork>().FirstOrDefault(work => work.Folder == "f0" && work.Attempt > _bench.Rows("f0")[0].Attempt) is { } work)
            {
                early = new WorkReport(WorkResult.Done, "");
                early = await _bench.HandleAsync(WorkQueueName.Deliveries, WorkFormat.Write(work), Token);
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
        await _bench.FailAsync(folders: 3);
        var row = _bench.Rows("f0")[0];
        var early = new DeliverWork("f0", $"{row.Key}", row.Attempt + 1);

        var reports = (await _bench.RunAsync(WorkFormat.Write(early)), await _bench.RunAsync(WorkFormat.Write(early with { PutBacks = EarlyMessage.MaxPutBacks })));

        Assert.Equal((WorkResult.PutBack, WorkResult.Dropped), (reports.Item1.Result, reports.Item2.Result));
    }

    [Fact]
    public async Task Parking_AfterARecoverySeenElsewhere_IsReleasedAtOnce()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.Monitor.ChangeAsync("bank", static health => health.TurnedFailing(Payloads.Now, Payloads.Now), Token);
        await new EndpointMonitor(new EndpointHealthStore(_bench.Health), _bench.Queue, _bench.Clock)
            .ChangeAsync("bank", static health => health.TurnedHealthy(), Token);

        var parked = await _bench.StepAsync();
        await _bench.DrainAsync();

        Assert.Contains("waits", parked!.Detail, StringComparison.Ordinal);
        Assert.Equal("bank:Delivered:1", _bench.StatesOf());
    }

    [Fact]
    public async Task Endpoint_AtItsConcurrencyLimit_ParksTheRestAndReleasesThem()
    {
        var folders = _bench.Settings.Endpoints[0].Capacity.MaxHeld + 10;
        var release = new TaskCompletionSource<AttemptResult>();
        _bench.Sender.Answer = _ => release.Task;
        for (var i = 0; i < folders; i++)
        {
            await _bench.ReceiveAsync("SUCCESS", updated: 1, folder: $"f{i}");
        }

        var underWay = new List<Task<WorkReport>>();
        for (var i = 0; i < folders; i++)
        {
            underWay.Add(_bench.HandleAsync(WorkQueueName.Changes, _bench.Queue.Take()!.Value.Text, Token));
        }

        Assert.Equal(10, Enumerable.Range(0, folders).Count(i => _bench.StatesOf($"f{i}") == "bank:Waiting:1"));
        release.SetResult(new AttemptResult(200));
        await Task.WhenAll(underWay);
        await _bench.DrainAsync();

        Assert.Equal(folders, _bench.Sender.Sent.Select(static sent => sent.Id).Distinct().Count());
        Assert.Empty(_bench.Parked.Rows);
    }

    [Fact]
    public async Task AttemptThatBeganBeforeTheEndpointWasEnabled_DoesNotDisableItAgain()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await AnswerGoneAfterEnablingAsync();

        Assert.Equal((EndpointState.Healthy, null), ((await Health).State, (await Health).FailingSince));
        Assert.Equal(DeliveryState.Pending, Assert.Single(_bench.Rows()).State);
        _bench.Sender.Always(410);
        await _bench.DrainAsync();
        Assert.Equal(EndpointState.Disabled, (await Health).State);
    }

    [Fact]
    public async Task ProbeThatBeganBeforeTheEndpointWasEnabled_DoesNotDisableItAgain()
    {
        await _bench.FailAsync(folders: 3);

        await AnswerGoneAfterEnablingAsync();

        Assert.Equal(EndpointState.Healthy, (await Health).State);
    }

    [Fact]
    public async Task Gone_ThatOpensTheCircuitBreaker_DisablesTheEndpoint()
    {
        _bench.Sender.Answer = _ => Task.FromResult(new AttemptResult(_bench.Sender.Sent.Count < 3 ? 503 : 410));
        for (var i = 0; i < 3; i++)
        {
            await _bench.ReceiveAsync("SUCCESS", updated: 1, folder: $"f{i}");
        }

        await _bench.DrainAsync(until: Payloads.Now.AddSeconds(1));

        Assert.Equal(EndpointState.Disabled, (await Health).State);
    }

    [Fact]
    public async Task Disabling_InTheSecondOfATest_IsNotifiedOnce()
    {
        var bench = new NotificationBench(Endpoints.Settings(Endpoints.Named("bank", Only), Endpoints.Named("ops", NotificationTypes.EndpointDisabled)));
        await bench.Service<EndpointTest>().RunAsync(bench.Settings.Endpoints[0], Token);
        bench.Sender.Sent.Clear();

        await bench.Switch.DisableAsync("bank", "It answered 410 Gone.", int.MaxValue, failingSince: null, Token);
        await bench.Service<EndpointTest>().RunAsync(bench.Settings.Endpoints[0], Token);
        await bench.Switch.DisableAsync("bank", "It answered 410 Gone.", int.MaxValue, failingSince: null, Token);
        await bench.DrainAsync();

        Assert.Single(bench.Sender.Sent, static sent => sent.Endpoint.Name == "ops");
    }

    private async Task AnswerGoneAfterEnablingAsync()
    {
        var sent = _bench.Sender.Sent.Count;
        _bench.Sender.Answer = async _ =>
        {
            await _bench.Switch.DisableAsync("bank", "A test wants it.", int.MaxValue, failingSince: null, Token);
            await _bench.Switch.EnableAsync("bank", asOf: null, Token);
            return new AttemptResult(410);
        };
        while (_bench.Sender.Sent.Count == sent)
        {
            await _bench.StepAsync();
        }
    }
}
