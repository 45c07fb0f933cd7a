using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Notifications;

/// <summary>The probes of a failing endpoint: one at a time over all processes, until one of them succeeds.</summary>
public sealed class EndpointProbeTests
{
    private const string Only = NotificationTypes.FolderResolutionChanged;

    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", Only)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<EndpointHealth> Health => _bench.Monitor.ReadAsync("bank", Token);

    [Fact]
    public async Task FailingEndpoint_IsProbedAfterHalfAMinuteDoublingToFiveMinutes()
    {
        await _bench.FailAsync(folders: 3);
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
        await _bench.FailAsync(folders: 5);
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
        await _bench.FailAsync(folders: 3);
        var before = _bench.StatesOf("f0");

        while ((await Health).Probe!.Number < 5)
        {
            await _bench.StepAsync();
        }

        Assert.Equal(before, _bench.StatesOf("f0"));
    }

    [Fact]
    public async Task Probe_OfAProcessThatDied_IsTakenOverWithinAMinute_AlsoAfterASlowSearch()
    {
        await _bench.FailAsync(folders: 3);
        var message = _bench.Queue.Take()!.Value;
        _bench.Clock.Advance(message.Due - _bench.Clock.GetUtcNow());
        var died = _bench.Clock.GetUtcNow();
        using var dead = new CancellationTokenSource();
        await dead.CancelAsync();
        _bench.Parked.Before = operation =>
        {
            _bench.Clock.Advance(operation == "query" ? TimeSpan.FromSeconds(2) : TimeSpan.Zero);
            return Task.CompletedTask;
        };
        _bench.Sender.Answer = static _ => throw new OperationCanceledException("The process dies.");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.HandleAsync(WorkQueueName.Deliveries, message.Text, dead.Token));
        _bench.Parked.Before = static _ => Task.CompletedTask;
        _bench.Restart();
        _bench.Sender.Always(200);

        await _bench.RunAsync(message.Text);
        await _bench.DrainAsync(until: died.AddMinutes(1));

        Assert.Equal(EndpointState.Healthy, (await Health).State);
    }

    [Fact]
    public async Task FailingEndpoint_WithNothingToProbe_BecomesHealthyAndForgetsItsFailures()
    {
        await _bench.FailAsync(folders: 3);
        foreach (var row in _bench.Folders.Rows.ToList())
        {
            await _bench.Folders.DeleteEntityAsync(row.PartitionKey, row.RowKey, Azure.ETag.All, Token);
        }

        _bench.Clock.Advance(TimeSpan.FromDays(2));
        await _bench.DrainAsync();

        Assert.True(await Health is { State: EndpointState.Healthy, FailingSince: null });
        await _bench.Service<ParkedDeliveries>().RemoveUnconfirmedAsync(null, Token);
        Assert.Empty(_bench.Parked.Rows);
    }

    [Fact]
    public async Task Probe_WithTwoMessages_IsMadeOnce()
    {
        await _bench.FailAsync(folders: 3);
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
    [InlineData(200, EndpointState.Healthy, 2)]
    [InlineData(503, EndpointState.Failing, 1)]
    public async Task Probe_DuringWhichAReleaseChangesTheRow_EndsAllTheSame(int status, EndpointState after, int asked)
    {
        await _bench.FailAsync(folders: 3);
        _bench.Sender.Answer = async _ =>
        {
            await _bench.Monitor.ChangeAsync("bank", static health => health with { ReleasesAsked = health.ReleasesAsked + 1 }, Token);
            return new AttemptResult(status);
        };

        await _bench.RunAsync(WorkFormat.Write(new ProbeWork("bank", 1, 1)));

        var health = await Health;
        Assert.Equal((after, after is EndpointState.Failing ? 2 : null), (health.State, health.Probe?.Number));
        Assert.Equal(asked, health.ReleasesAsked);
    }

    [Fact]
    public async Task Probe_ThatLastsLongerThanItsClaim_LeavesTheOutcomeToTheNextProcess()
    {
        await _bench.FailAsync(folders: 3);
        var message = WorkFormat.Write(new ProbeWork("bank", 1, 1));
        var answer = new TaskCompletionSource<AttemptResult>();
        Task<WorkReport>? next = null;
        _bench.Sender.Answer = _ =>
        {
            // The next process claims the probe and is still waiting for the response when this one gets its own.
            _bench.Sender.Answer = _ => answer.Task;
            _bench.Clock.Advance(TimeSpan.FromMinutes(1));
            next = _bench.HandleAsync(WorkQueueName.Deliveries, message, Token);
            return Task.FromResult(new AttemptResult(503));
        };

        await _bench.HandleAsync(WorkQueueName.Deliveries, message, Token);
        answer.SetResult(new AttemptResult(200));
        await next!;

        Assert.Equal(EndpointState.Healthy, (await Health).State);
    }

    [Fact]
    public async Task Claim_OfAProcessWhoseClockWasAhead_DoesNotHold()
    {
        await _bench.FailAsync(folders: 3);
        await _bench.Monitor.ChangeAsync("bank", static health => health with { Probe = health.Probe! with { ClaimedUntil = Payloads.Now.AddDays(2) } }, Token);
        _bench.Sender.Always(200);

        await _bench.RunAsync(WorkFormat.Write(new ProbeWork("bank", 1, 1)));

        Assert.Equal(EndpointState.Healthy, (await Health).State);
    }

    [Fact]
    public async Task Probe_ReceivedBeforeItsRowIsWritten_IsDeferredForLongerThanAWriteTakes()
    {
        var early = new ProbeWork("bank", 1, 1);
        Assert.Equal(WorkResult.PutBack, (await _bench.RunAsync(WorkFormat.Write(early))).Result);
        await _bench.FailAsync(folders: 3);
        Assert.Equal(WorkResult.PutBack, (await _bench.RunAsync(WorkFormat.Write(early with { Probe = 9 }))).Result);
        Assert.Equal(WorkResult.Dropped, (await _bench.RunAsync(WorkFormat.Write(early with { Probe = 9, PutBacks = EarlyMessage.MaxPutBacks }))).Result);
        _bench.Sender.Always(200);

        await _bench.DrainAsync(until: _bench.Clock.GetUtcNow().AddMinutes(5));

        Assert.Equal(EndpointState.Healthy, (await Health).State);
        Assert.Empty(_bench.Parked.Rows);
    }

    [Fact]
    public async Task Probe_WhoseProcessDied_IsTakenUpByItsMessageOnceTheClaimIsOver()
    {
        await _bench.FailAsync(folders: 3);
        var message = WorkFormat.Write(new ProbeWork("bank", 1, 1));
        using var dead = new CancellationTokenSource();
        _bench.Sender.Answer = _ => throw new OperationCanceledException("The process dies.");
        await dead.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.HandleAsync(WorkQueueName.Deliveries, message, dead.Token));
        _bench.Restart();
        _bench.Sender.Always(200);
        var died = _bench.Clock.GetUtcNow();

        Assert.Equal(WorkResult.PutBack, (await _bench.RunAsync(message)).Result);
        Assert.True(_bench.Queue.NextDue <= died.AddMinutes(1));
        await _bench.DrainAsync();

        Assert.Equal(EndpointState.Healthy, (await Health).State);
        Assert.Empty(_bench.Parked.Rows);
    }

    [Fact]
    public async Task Probe_WhoseProcessDiedBeforeTheReleaseRequest_RequestsItByItsMessage()
    {
        await _bench.FailAsync(folders: 3);
        await _bench.Monitor.ChangeAsync("bank", static health => health.TurnedHealthy(), Token);
        _bench.Sender.Always(200);

        await _bench.DrainAsync();

        Assert.Empty(_bench.Parked.Rows);
        Assert.Equal(3, _bench.Sender.Sent.Select(static sent => sent.Id).Distinct().Count());
    }

    [Fact]
    public async Task OverdueProbe_IsRenewedByAScheduledRun()
    {
        await _bench.FailAsync(folders: 3);
        Assert.IsType<ProbeWork>(WorkFormat.Read(_bench.Queue.Take()!.Value.Text));
        var overdueAt = (await Health).Probe!.DueAt.AddMinutes(1);
        _bench.Clock.SetUtcNow(overdueAt.AddTicks(-1));
        Assert.Equal(0, await _bench.Service<EndpointMaintenance>().RunAsync(Token));
        Assert.Empty(_bench.Queue.Items);
        _bench.Clock.SetUtcNow(overdueAt);

        await _bench.Service<EndpointMaintenance>().RunAsync(Token);

        Assert.Equal(1, Assert.IsType<ProbeWork>(Assert.Single(_bench.Queue.Items)).Probe);
    }
}
