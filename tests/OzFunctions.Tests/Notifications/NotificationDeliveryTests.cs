using OzFunctions.Core;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Notifications;

/// <summary>Deliveries from the webhook to their end, under a clock that is set.</summary>
public sealed class NotificationDeliveryTests
{
    private const string Only = NotificationTypes.FolderResolutionChanged;

    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", Only)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Change_TellsEveryEndpointThatWantsIt()
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
    public async Task Duplicate_TellsNobody()
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

        await _bench.DrainAsync();

        Assert.Equal(10, _bench.Sender.Sent.Count);
        Assert.Single(_bench.Sender.Sent.Select(static sent => sent.Id).Distinct());
        Assert.Single(_bench.Sender.Sent.Select(static sent => Convert.ToHexString(sent.Body.Span)).Distinct());
        Assert.Equal(TimeSpan.Parse("3.03:35:05"), TimeSpan.FromSeconds(_bench.Sender.Sent[^1].Timestamp - _bench.Sender.Sent[0].Timestamp));
        Assert.Equal("bank:Dead:10", _bench.StatesOf());
        Assert.Equal(500, _bench.Rows()[0].LastAnswer!.Status);
        Assert.Equal("bank", Assert.Single(_bench.Parked.Rows).PartitionKey);
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
    public async Task Gone_DisablesTheEndpointHoldsAndTellsTheOthersOnce()
    {
        var bench = new NotificationBench(Endpoints.Settings(Endpoints.Named("gone", Only), Endpoints.Named("other", "endpoint.*")));
        bench.Sender.Answer = static sent => Task.FromResult(new DeliveryAnswer(sent.Endpoint.Name == "gone" ? 410 : 200));

        await bench.ReceiveAsync("SUCCESS", updated: 1);
        await bench.DrainAsync();
        await bench.ReceiveAsync("DECLINED", updated: 2);
        await bench.DrainAsync();

        Assert.Equal("gone:Held:1 gone:Held:1", bench.StatesOf());
        Assert.Equal(["gone", "other"], bench.Sender.Sent.Select(static sent => sent.Endpoint.Name));
        Assert.Equal(NotificationTypes.EndpointDisabled, TypeOf(bench.Sender.Sent[1]));
        Assert.Equal(2, bench.Parked.Rows.Count());
        Assert.True((await bench.Monitor.ReadAsync("gone", Token)).IsDisabled);
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
        Assert.Contains(_bench.Rows(), static row => row.State is DeliveryState.Held);
    }

    [Fact]
    public async Task TwoFailuresDaysApart_WithSuccessesInAnotherProcessBetweenThem_KeepTheEndpoint()
    {
        var here = _bench.Monitor;
        _bench.Restart();
        await here.FailedAsync("bank", Token);
        for (var day = 1; day <= 6; day++)
        {
            _bench.Clock.Advance(TimeSpan.FromDays(1));
            await _bench.Monitor.SucceededAsync("bank", Token);
        }

        Assert.True(_bench.Clock.GetUtcNow() - await here.FailedAsync("bank", Token) < EndpointMonitor.DisabledAfter);
    }

    [Fact]
    public async Task OneSuccessInFiveDays_KeepsTheEndpoint()
    {
        _bench.Sender.Answer = sent => Task.FromResult(new DeliveryAnswer(_bench.Sender.Sent.Count == 4 ? 200 : 500));
        for (var day = 0; day < 7; day++)
        {
            await _bench.ReceiveAsync(day % 2 == 0 ? "SUCCESS" : "DECLINED", updated: day, folder: $"f{day}");
            await _bench.DrainAsync(until: Payloads.Now.AddDays(day + 1));
            _bench.Clock.SetUtcNow(Payloads.Now.AddDays(day + 1));
            _bench.Sender.Answer = day == 3 ? static _ => Task.FromResult(new DeliveryAnswer(200)) : static _ => Task.FromResult(new DeliveryAnswer(500));
        }

        Assert.False((await _bench.Monitor.ReadAsync("bank", Token)).IsDisabled);
    }

    [Fact]
    public async Task EndpointThatIsNotInTheSettings_HasItsDeliveriesHeldAndReleasedLater()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        var settings = _bench.Settings;
        _bench.Settings = NotificationSettings.None;
        _bench.Restart();
        await _bench.DrainAsync();
        Assert.Equal("bank:Held:1", _bench.StatesOf());

        _bench.Settings = settings;
        _bench.Restart();
        await ReplayAsync(DeliveryState.Held);

        Assert.Equal("bank:Delivered:2", _bench.StatesOf());
        Assert.Empty(_bench.Parked.Rows);
        Assert.Single(_bench.Sender.Sent);
    }

    [Fact]
    public async Task Replay_OfADeadDelivery_KeepsItsIdAndBeginsTheScheduleAnew()
    {
        var bench = new NotificationBench(_bench.Settings, [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)]);
        bench.Sender.Always(500);
        await bench.ReceiveAsync("SUCCESS", updated: 1);
        await bench.DrainAsync();
        Assert.Equal("bank:Dead:3", bench.StatesOf());

        await ReplayAsync(bench, DeliveryState.Dead);

        Assert.Equal(6, bench.Sender.Sent.Count);
        Assert.Single(bench.Sender.Sent.Select(static sent => sent.Id).Distinct());
        Assert.Equal("bank:Dead:6", bench.StatesOf());
        Assert.Single(bench.Parked.Rows);
    }

    [Fact]
    public async Task Replay_ThatFailsForFiveDaysInAll_EndsWithTheEndpointDisabled()
    {
        _bench.Sender.Always(500);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.DrainAsync();

        await ReplayAsync(DeliveryState.Dead);

        Assert.Equal("bank:Held:19", _bench.StatesOf());
    }

    [Fact]
    public async Task Replay_OfADeliveredOne_HasAnIdOfItsOwnEachTime()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.DrainAsync();

        await ReplayAsync(DeliveryState.Delivered);
        await ReplayAsync(DeliveryState.Delivered);

        var original = _bench.Sender.Sent[0].Id;
        Assert.Equal([original, $"{original}_r1", $"{original}_r2"], _bench.Sender.Sent.Select(static sent => sent.Id));
    }

    [Fact]
    public async Task Replay_AsADryRun_ChangesNothing()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.DrainAsync();

        await ReplayAsync(DeliveryState.Delivered, dryRun: true);

        Assert.Single(_bench.Sender.Sent);
        Assert.Equal("bank:Delivered:1", _bench.StatesOf());
        Assert.Contains("\"replayed\":1", Assert.Single(_bench.RunRows.Rows).GetString("Counts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_OfHeldDeliveriesOfADisabledEndpoint_LeavesThemHeld()
    {
        _bench.Sender.Always(410);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.DrainAsync();

        await ReplayAsync(DeliveryState.Held);

        Assert.Equal("bank:Held:1", _bench.StatesOf());
        Assert.Single(_bench.Parked.Rows);
        Assert.Contains("\"skipped\":1", Assert.Single(_bench.RunRows.Rows).GetString("Counts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_OfHeldDeliveriesOfAnEndpointThatIsNotInTheSettings_LeavesThemAsTheyAre()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        _bench.Settings = NotificationSettings.None;
        _bench.Restart();
        await _bench.DrainAsync();

        await ReplayAsync(DeliveryState.Held);

        Assert.Equal("bank:Held:1", _bench.StatesOf());
        Assert.Contains("\"skipped\":1", Assert.Single(_bench.RunRows.Rows).GetString("Counts"), StringComparison.Ordinal);
    }

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
            meanwhile ??= await _bench.Service<WorkProcessor>().ProcessAsync(text, Token);
            return new DeliveryAnswer(200);
        };

        await _bench.RunAsync(text);

        Assert.Equal(WorkResult.PutBack, meanwhile!.Result);
        Assert.InRange(_bench.Queue.DelayOfLast.TotalSeconds, 29, 32);
        await _bench.DrainAsync();
        Assert.Single(_bench.Sender.Sent);
        Assert.Equal("bank:Delivered:1", _bench.StatesOf());
    }

    [Fact]
    public async Task Claim_ThatAnotherTookFirst_SendsNothingAndGoesBack()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        var text = _bench.TakeFirstAttempt();
        _bench.Folders.Before = async operation =>
        {
            if (operation == "write")
            {
                _bench.Folders.Before = static _ => Task.CompletedTask;
                await _bench.Service<WorkProcessor>().ProcessAsync(text, Token);
            }
        };

        var late = await _bench.RunAsync(text);

        Assert.Equal(WorkResult.PutBack, late.Result);
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
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.Service<WorkProcessor>().ProcessAsync(text, dead.Token));
        _bench.Sender.Always(200);

        var back = await _bench.RunAsync(text);
        await _bench.DrainAsync();

        Assert.Equal(WorkResult.PutBack, back.Result);
        Assert.Equal("bank:Delivered:1", _bench.StatesOf());
    }

    [Fact]
    public async Task Message_AheadOfItsRow_IsTheNextAttempt()
    {
        // A crash came after the next attempt was enqueued and before its row moved.
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

    [Fact]
    public async Task Message_OfAReplayWhoseRowHasNotMoved_WaitsForIt()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.DrainAsync();
        var early = WorkFormat.Write(new DeliverWork(PayloadJson.FolderId, _bench.Rows()[0].Key.ToString(), Attempt: 2) { Replay = true });

        var report = await _bench.RunAsync(early);
        var waits = 0;
        while (report.Result is WorkResult.PutBack)
        {
            waits++;
            report = (await _bench.StepAsync())!;
        }

        Assert.Equal(WorkResult.Dropped, report.Result);
        Assert.Equal(NotificationDelivery.MaxWaitsForReplay, waits);
        Assert.Single(_bench.Sender.Sent);
    }

    [Fact]
    public async Task HangingEndpoint_KeepsItsLimitAndDelaysNobodyElse()
    {
        var bench = new NotificationBench(Endpoints.Settings(Endpoints.Named("hangs", Only), Endpoints.Named("well", Only)));
        var release = new TaskCompletionSource<DeliveryAnswer>();
        bench.Sender.Answer = sent => sent.Endpoint.Name == "hangs" ? release.Task : Task.FromResult(new DeliveryAnswer(200));
        for (var i = 0; i < 20; i++)
        {
            await bench.ReceiveAsync("SUCCESS", updated: 1, folder: $"f{i}");
        }

        var underWay = new List<Task>();
        for (var i = 0; i < 20; i++)
        {
            underWay.Add(bench.Service<WorkProcessor>().ProcessAsync(bench.Queue.Take()!.Value.Text, Token));
        }

        Assert.Equal(Gate.MaxAtOnce, bench.Sender.Sent.Count(static sent => sent.Endpoint.Name == "hangs"));
        Assert.Equal(20, bench.Sender.Sent.Count(static sent => sent.Endpoint.Name == "well"));
        release.SetResult(new DeliveryAnswer(200));
        await Task.WhenAll(underWay);
        await bench.DrainAsync();
        Assert.Equal(20, bench.Sender.Sent.Count(static sent => sent.Endpoint.Name == "hangs"));
    }

    [Fact]
    public async Task FailingEndpoint_IsOnlyProbedAndItsDeliveriesWaitUncounted()
    {
        _bench.Sender.Always(500);
        for (var i = 0; i < 30; i++)
        {
            await _bench.ReceiveAsync("SUCCESS", updated: 1, folder: $"f{i}");
        }

        await _bench.DrainAsync(until: Payloads.Now.AddSeconds(1));

        Assert.Equal(Gate.MaxFailuresInARow, _bench.Sender.Sent.Count);
        await _bench.DrainAsync(until: Payloads.Now.AddSeconds(65));
        Assert.InRange(_bench.Sender.Sent.Count, Gate.MaxFailuresInARow + 1, Gate.MaxFailuresInARow + 3);
        Assert.Equal(30 - _bench.Sender.Sent.Select(static sent => sent.Id).Distinct().Count(), Enumerable.Range(0, 30).Count(i => _bench.StatesOf($"f{i}") == "bank:Pending:1"));
        _bench.Sender.Always(200);
        await _bench.DrainAsync();
        Assert.All(Enumerable.Range(0, 30), i => Assert.Equal(DeliveryState.Delivered, _bench.Rows($"f{i}")[0].State));
    }

    [Fact]
    public async Task Storage_ThatFailsAfterTheEndpointTookIt_TellsItAgainRatherThanNotAtAll()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        _bench.Folders.Before = operation => operation == "write" && _bench.Sender.Sent.Count == 1 ? throw new Azure.RequestFailedException(503, "Gone.") : Task.CompletedTask;
        var fault = await _bench.StepAsync();
        _bench.Folders.Before = static _ => Task.CompletedTask;

        await _bench.DrainAsync();

        Assert.Equal(WorkResult.Fault, fault!.Result);
        Assert.IsType<StoreUnavailableException>(fault.Exception);
        Assert.Equal("bank:Delivered:1", _bench.StatesOf());
        Assert.Equal(2, _bench.Sender.Sent.Count);
    }

    [Fact]
    public async Task Success_ThatCouldNotBeWrittenUnderItsClaim_IsLookedAtAgain()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        _bench.Folders.Before = operation => operation == "write" && _bench.Sender.Sent.Count == 1 ? throw new Azure.RequestFailedException(412, "Another ETag.") : Task.CompletedTask;
        await _bench.StepAsync();
        _bench.Folders.Before = static _ => Task.CompletedTask;
        Assert.Equal("bank:Pending:1", _bench.StatesOf());

        await _bench.DrainAsync();

        Assert.Equal("bank:Delivered:1", _bench.StatesOf());
        Assert.Equal(2, _bench.Sender.Sent.Count);
    }

    [Fact]
    public async Task Parking_ThatBreaksOffHalfway_IsListedAndDoneAgain()
    {
        _bench.Sender.Always(410);
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        var writes = 0;
        _bench.Folders.Before = operation => operation == "write" && ++writes == 2 ? throw new Azure.RequestFailedException(503, "Gone.") : Task.CompletedTask;
        await _bench.StepAsync();
        Assert.Single(_bench.Parked.Rows);
        Assert.Equal("bank:Pending:1", _bench.StatesOf());

        await _bench.DrainAsync();

        Assert.Equal("bank:Held:1", _bench.StatesOf());
        Assert.Single(_bench.Parked.Rows);
    }

    private static string TypeOf(SignedNotification sent) => (string)System.Text.Json.Nodes.JsonNode.Parse(sent.Body.Span)!["type"]!;

    private Task ReplayAsync(DeliveryState state, bool dryRun = false) => ReplayAsync(_bench, state, dryRun);

    private static async Task ReplayAsync(NotificationBench bench, DeliveryState state, bool dryRun = false)
    {
        var request = new ReplayRequest(new DeliveryFilter([state], PayloadJson.FolderId), dryRun);
        await bench.Runs.StartAsync(bench.Runs.New(Core.Runs.RunKinds.Replay, "tester", request.ToParameters()), Token);
        await bench.DrainAsync();
    }
}
